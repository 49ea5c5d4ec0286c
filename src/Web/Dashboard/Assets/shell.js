// The frame: menus that close, light or dark, text to copy. Everything works without it but for these comforts.
(() => {
  "use strict";
  const root = document.documentElement;

  const closeMenus = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== but) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      closeMenus();
      menu.querySelector("summary").focus();
    }
  });

  const theme = document.getElementById("theme");
  if (theme) {
    theme.hidden = false;
    theme.addEventListener("click", () => {
      const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = isDark ? "light" : "dark";
      document.cookie = `picket-theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
      dispatchEvent(new Event("themechange"));
    });
  }

  // <button data-copy="id of what to copy">: hidden where scripts do not run.
  const offerCopies = () => document.querySelectorAll("button[data-copy][hidden]").forEach((button) => { button.hidden = false; });
  offerCopies();
  addEventListener("pagechanged", offerCopies);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const text = button.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select and copy by hand";
    }
    setTimeout(() => { button.textContent = text; }, 2000);
  });
})();
