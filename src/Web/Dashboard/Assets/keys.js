// The keyboard, selecting, and acting without leaving the list. Forms and links do all of it without this.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("#issues > .row")];
  const boxes = () => [...document.querySelectorAll("#issues input[name=id]")];
  let at = -1;

  const mark = (index, focus = true) => {
    const all = rows();
    all.forEach((row) => row.classList.remove("current"));
    if (all.length === 0 || index < 0) { at = -1; return; }
    at = Math.min(index, all.length - 1);
    all[at].classList.add("current");
    if (focus) {
      all[at].querySelector(".title").focus({ preventScroll: true });
      all[at].scrollIntoView({ block: "nearest" });
    }
  };

  const count = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    const label = document.getElementById("chosen");
    if (!label) return;
    label.closest("label").hidden = false;
    label.textContent = chosen === 0 ? "Select all" : `${chosen} selected`;
    const all = document.getElementById("all");
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    boxes().forEach((box) => box.closest(".row").classList.toggle("chosen", box.checked));
  };

  const send = async (form, act) => {
    const data = new URLSearchParams(new FormData(form));
    data.set("act", act);
    const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
    const place = at;
    await picketPage.show(answer);
    if (place >= 0) mark(place);
  };

  const act = (value) => {
    const form = document.getElementById("triage");
    if (!form || !form.querySelector(`button[name=act][value="${value}"]`)) return;
    const list = boxes();
    if (list.length > 0 && !list.some((box) => box.checked)) {
      if (at < 0) return;
      list[at].checked = true;
    }
    send(form, value);
  };

  // "← Issues" leads to the list one came from, with its search, where that was a list this issue can stand in.
  const remember = () => {
    const issue = document.getElementById("issue");
    if (document.getElementById("filters")) sessionStorage.setItem("list", location.pathname + location.search);
    const list = sessionStorage.getItem("list");
    if (issue && list && issue.dataset.lists.split(" ").includes(list.split("?")[0])) document.getElementById("back").setAttribute("href", list);
  };

  const help = document.getElementById.bind(document, "help");
  const toggle = () => { const dialog = help(); if (dialog) dialog.open ? dialog.close() : dialog.showModal(); };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      if (typing) typing.blur();
      boxes().forEach((box) => { box.checked = false; });
      count();
      return;
    }
    if (typing || (help() && help().open && event.key !== "?")) return;
    const keys = {
      "/": () => document.getElementById("query")?.focus(),
      "?": toggle,
      j: () => mark(at + 1),
      k: () => mark(Math.max(0, at - 1)),
      o: () => at >= 0 && rows()[at].querySelector(".title").click(),
      x: () => { const box = boxes()[at]; if (box) { box.checked = !box.checked; count(); } },
      e: () => act("resolve"),
      i: () => act("ignore-escalating"),
      n: () => act(document.querySelector("button[name=act][value=noise]") ? "noise" : "no-noise"),
      g: () => document.getElementById("back")?.click(),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  document.addEventListener("submit", (event) => {
    const act = event.submitter && event.submitter.name === "act" && event.submitter.value;
    if (event.target.id !== "triage" || !act) return;
    event.preventDefault();
    send(event.target, act);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "all") boxes().forEach((box) => { box.checked = event.target.checked; });
    if (event.target.closest("#triage")) count();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("#issues > .row");
    if (row) mark(rows().indexOf(row), false);
  });
  document.addEventListener("click", (event) => { if (event.target.closest("#help-open")) toggle(); });
  addEventListener("pagechanged", () => { count(); remember(); });
  const opener = document.getElementById("help-open");
  if (opener) opener.hidden = false;
  count();
  remember();
})();
