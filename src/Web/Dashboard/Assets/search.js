// Completes keys and values of the search, and applies switches as they are changed. The form does all of it without this.
(() => {
  "use strict";
  let options = [];
  let chosen = -1;
  let asked = 0;

  const box = () => document.getElementById("query");
  const list = () => document.getElementById("completion");

  const close = () => { options = []; chosen = -1; const sheet = list(); if (sheet) { sheet.hidden = true; sheet.replaceChildren(); } };

  // The word the caret is in: what stands before it decides whether a key or a value is wanted.
  const word = () => {
    const caret = box().selectionStart;
    const before = box().value.slice(0, caret);
    const start = before.search(/[^\s"]*("[^"]*)?$/);
    const text = before.slice(start).replace(/^!/, "");
    return { start: caret - text.length, caret, text };
  };

  const show = (texts, from) => {
    options = texts.map((text) => ({ text, from }));
    chosen = -1;
    const sheet = list();
    sheet.replaceChildren(...texts.map((text, i) => {
      const item = document.createElement("li");
      item.className = "item";
      item.id = `completion-${i}`;
      item.setAttribute("role", "option");
      item.textContent = text;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
      return item;
    }));
    sheet.hidden = texts.length === 0;
    box().setAttribute("aria-controls", "completion");
  };

  const take = (i) => {
    const { text, from } = options[i];
    const { caret } = word();
    const input = box();
    const end = text.endsWith(":") ? "" : " ";
    input.value = input.value.slice(0, from) + text + end + input.value.slice(caret);
    const place = from + text.length + end.length;
    input.setSelectionRange(place, place);
    close();
    suggest();
  };

  const suggest = async () => {
    const turn = ++asked;
    const { start, text } = word();
    const colon = text.indexOf(":");
    if (colon < 0) {
      show(text === "" && box().value !== "" ? [] : box().dataset.keys.split(" ").filter((key) => key.startsWith(text)).slice(0, 10).map((key) => key + ":"), start);
      return;
    }
    const key = text.slice(0, colon);
    const value = text.slice(colon + 1).replace(/^"/, "");
    try {
      const answer = await fetch(`${box().dataset.values}?${new URLSearchParams({ key, start: value })}`, { credentials: "same-origin" });
      if (turn !== asked || !answer.ok) return;
      const values = await answer.json();
      show(values.filter((one) => one !== value).map((one) => /[\s"\\]/.test(one) ? `"${one.replace(/[\\"]/g, "\\$&")}"` : one), start + colon + 1);
    } catch {
      close();
    }
  };

  document.addEventListener("input", (event) => { if (event.target === box()) suggest(); });
  document.addEventListener("focusin", (event) => { if (event.target === box()) suggest(); });
  document.addEventListener("focusout", (event) => { if (event.target === box()) close(); });
  document.addEventListener("keydown", (event) => {
    if (event.target !== box() || options.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : options.length)) % options.length;
      [...list().children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
      box().setAttribute("aria-activedescendant", `completion-${chosen}`);
    } else if ((event.key === "Enter" && chosen >= 0) || (event.key === "Tab" && !event.shiftKey)) {
      event.preventDefault();
      take(Math.max(0, chosen));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("change", (event) => { if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit(); });
})();
