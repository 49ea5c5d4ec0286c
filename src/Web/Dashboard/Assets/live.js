// Keeps the page current. Without it everything works but for that: each page is complete as it comes from the server.
const picketPage = (() => {
  "use strict";
  const source = document.body.dataset.live;
  // Trusted Types: only a page of our own server becomes markup, and only here.
  const own = window.trustedTypes ? trustedTypes.createPolicy("picket", { createHTML: (text) => text }) : { createHTML: (text) => text };
  const parse = (text) => new DOMParser().parseFromString(own.createHTML(text), "text/html");

  let loading = false;
  let again = false;

  const refresh = async () => {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin", cache: "no-store" });
      if (answer.redirected || answer.status === 401) {
        location.reload();
      } else if (answer.ok) {
        replace(parse(await answer.text()), false);
      }
    } catch {
      // Away for now; the next change tries again.
    } finally {
      loading = false;
      if (again) {
        again = false;
        refresh();
      }
    }
  };

  // Each answer has a form token of its own; it makes no page another.
  const withoutTokens = (main) => main.innerHTML.replace(/(name="__RequestVerificationToken" value=")[^"]*/g, "$1");

  // As it came, before other modules draw into it.
  let shown = withoutTokens(document.querySelector("main"));

  const replace = (page, isAsked) => {
    const next = page.querySelector("main");
    const now = document.querySelector("main");
    if (!next) return;
    const text = withoutTokens(next);
    if (text === shown) return;
    const editing = now.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    const selecting = now.querySelector("input[name=id]:checked") || now.querySelector("details.menu[open], dialog[open]");
    if (!isAsked && (editing || selecting || (getSelection() && !getSelection().isCollapsed))) {
      setTimeout(refresh, 2000);
      return;
    }
    const open = new Set([...now.querySelectorAll("details[open][id]")].map((element) => element.id));
    const focused = document.activeElement && document.activeElement.id;
    next.querySelectorAll("details[id]").forEach((element) => { element.open = element.open || open.has(element.id); });
    shown = text;
    now.replaceWith(next);
    document.title = page.title;
    dispatchEvent(new Event("pagechanged"));
    if (focused) {
      const element = document.getElementById(focused);
      if (element) element.focus({ preventScroll: true });
    }
  };

  // A page that nobody sees waits until somebody does.
  let missed = false;
  const changed = () => {
    missed = document.hidden;
    if (!missed) refresh();
  };
  document.addEventListener("visibilitychange", () => { if (missed) changed(); });

  const listen = () => {
    const events = new EventSource(source);
    let failed = 0;
    events.addEventListener("changed", () => { failed = 0; changed(); });
    events.onerror = () => {
      // Refused (too many listen already) or away: look every 15 s, and listen again after a while.
      if (events.readyState === EventSource.CLOSED || ++failed > 5) {
        events.close();
        changed();
        setTimeout(listen, 15000);
      }
    };
    addEventListener("pagehide", () => events.close(), { once: true });
    addEventListener("pageshow", (event) => { if (event.persisted) { refresh(); listen(); } }, { once: true });
  };

  if (source) {
    listen();
    setInterval(() => { if (!document.hidden) refresh(); }, 60000);
  }

  // What was answered to a form takes the place of the page.
  const show = async (answer) => replace(parse(await answer.text()), true);
  return { show };
})();
