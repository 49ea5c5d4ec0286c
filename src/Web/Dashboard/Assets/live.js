// Keeps the page current. Without it everything works but for that: each page is complete as it comes from the server.
(() => {
  "use strict";
  const source = document.body.dataset.live;
  if (!source) return;

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
        replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
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

  const replace = (page) => {
    const next = page.querySelector("main");
    const now = document.querySelector("main");
    if (!next || next.innerHTML === now.innerHTML) return;
    const editing = now.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    if (editing || (getSelection() && !getSelection().isCollapsed)) {
      setTimeout(refresh, 2000);
      return;
    }
    const open = new Set([...now.querySelectorAll("details[open][id]")].map((element) => element.id));
    const focused = document.activeElement && document.activeElement.id;
    next.querySelectorAll("details[id]").forEach((element) => { element.open = element.open || open.has(element.id); });
    now.replaceWith(next);
    document.title = page.title;
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

  listen();
  setInterval(() => { if (!document.hidden) refresh(); }, 60000);
})();
