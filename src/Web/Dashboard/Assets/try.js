// Breaks the page's own policy, and lists what the browser says it blocked.
(() => {
  "use strict";
  const list = document.getElementById("blocked");
  const none = document.getElementById("none");
  document.addEventListener("securitypolicyviolation", (event) => {
    const item = document.createElement("li");
    const code = document.createElement("code");
    code.textContent = event.effectiveDirective;
    item.append(code, ` blocked ${event.blockedURI || "something on this page"}`);
    list.append(item);
    none.hidden = true;
  });

  const image = new Image();
  image.alt = "";
  image.src = "https://picket-try.example/pixel.png";

  const inline = document.createElement("script");
  inline.textContent = "document.title = 'This must not run'";
  document.body.append(inline);

  const script = document.createElement("script");
  script.src = "https://picket-try.example/widget.js";
  document.body.append(script);

  document.getElementById("painted").setAttribute("style", "color: red");

  try {
    (0, eval)("document.title = 'This must not run'");
  } catch {
    // As it should be.
  }

  fetch("https://picket-try.example/collect").catch(() => {});
})();
