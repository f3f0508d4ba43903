// Whole articles above the page, and previews of the passages that an answer cites.
// Foreign text is only ever moved from document to document here, never made into markup.
"use strict";

(() => {
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const line = (text) => text.replace(/\s+/g, " ").trim();

  // An article opens in a dialog; the link itself works as well.

  async function openArticle(link) {
    const dialog = document.createElement("dialog");
    dialog.className = "reading";
    if (!(await show(dialog, link))) return window.open(link.href, "_blank");
    dialog.addEventListener("close", () => {
      dialog.remove();
      clearFound();
      link.focus();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    return goToPassage(dialog);
  }

  async function show(dialog, link) {
    const response = await fetch(link.href);
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const article = document.importNode(find("main", page), true);
    dialog.setAttribute("aria-label", line(find("h1", article).textContent));
    dialog.replaceChildren(article);
    find(".tools", article).hidden = false;
    find(".close", article).addEventListener("click", () => dialog.close());
    lookFor(article);
    copyFrom(article);
    step(dialog, link);
    return true;
  }

  function goToPassage(dialog) {
    const passage = find("#passage", dialog);
    (passage ?? find("h1", dialog)).focus({ preventScroll: true });
    passage?.scrollIntoView({ block: "center" });
  }

  // The citations of an answer, one after another, also where they are in other articles.

  function step(dialog, link) {
    const section = link.closest(".of-answer");
    const links = section ? all(".open-article", section) : [];
    const at = links.indexOf(link);
    find(".steps", dialog).hidden = links.length < 2;
    find(".at", dialog).textContent = `Citation ${at + 1} of ${links.length}`;
    for (const [name, to] of [[".previous", at - 1], [".next", at + 1]]) {
      const button = find(name, dialog);
      button.disabled = !links[to];
      button.addEventListener("click", async () => {
        if (!(await show(dialog, links[to]))) return;
        goToPassage(dialog);
        const again = find(name, dialog);
        (again.disabled ? find("#passage", dialog) : again)?.focus({ preventScroll: true });
      });
    }
  }

  // Finding words: the browser marks what is found, so the text itself is never changed.

  const clearFound = () => CSS.highlights?.clear();

  function rangesOf(words, article) {
    const walker = document.createTreeWalker(find(".text", article), NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data.toLowerCase();
    }
    const locate = (at) => {
      const [start, node] = nodes.findLast(([first]) => first <= at);
      return [node, Math.min(at - start, node.length)];
    };
    const ranges = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = new Range();
      range.setStart(...locate(at));
      range.setEnd(...locate(at + words.length));
      ranges.push(range);
    }
    return ranges;
  }

  function lookFor(article) {
    const box = find(".find", article);
    const told = find(".found", article);
    let ranges = [];
    let at = 0;
    const go = (to) => {
      at = (to + ranges.length) % (ranges.length || 1);
      clearFound();
      told.textContent = ranges.length ? `${at + 1} of ${ranges.length}` : "Not found";
      if (!ranges.length) return;
      CSS.highlights?.set("found", new Highlight(...ranges));
      CSS.highlights?.set("found-here", new Highlight(ranges[at]));
      const place = ranges[at].getBoundingClientRect();
      const dialog = article.closest("dialog");
      dialog.scrollBy({ top: place.top - dialog.clientHeight / 2 });
    };
    box.addEventListener("input", () => {
      const words = box.value.trim().toLowerCase();
      ranges = words ? rangesOf(words, article) : [];
      if (words) return go(0);
      clearFound();
      told.textContent = "";
      return undefined;
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !ranges.length) return;
      event.preventDefault();
      go(at + (event.shiftKey ? -1 : 1));
    });
  }

  // A quote with its source: what is selected, or else the passage.

  function copyFrom(article) {
    const button = find(".copy-quote", article);
    const passage = find("#passage", article);
    button.addEventListener("click", async () => {
      const selected = String(getSelection());
      const inside = find(".text", article).contains(getSelection().anchorNode);
      const text = line(inside && selected ? selected : (passage ?? find(".text", article)).textContent);
      await qa.copy(`“${text}”\n${line(find("h1", article).textContent)}, ${line(find(".place", article).textContent)}`);
      qa.say(button, "Copied");
    });
  }

  // The preview of a citation. On a phone the tap brings up the whole card instead.

  let shownFor = null;

  function preview(link) {
    const card = document.getElementById(link.hash.slice(1));
    if (!card || shownFor === link || matchMedia("(hover: none)").matches) return;
    hide();
    shownFor = link;
    const box = document.createElement("div");
    box.id = "preview";
    box.setAttribute("role", "tooltip");
    const title = document.createElement("strong");
    title.textContent = line(find("h3", card).lastChild.textContent);
    const place = find(".place", card).cloneNode(true);
    const quote = find("mark.quote", card).cloneNode(true);
    box.append(title, place, quote);
    document.body.append(box);
    link.setAttribute("aria-describedby", "preview");
    const at = link.getBoundingClientRect();
    const above = at.top > box.offsetHeight + 16;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${above ? at.top - box.offsetHeight - 6 : at.bottom + 6}px`;
  }

  function hide() {
    find("#preview")?.remove();
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
  }

  const cited = (event) => event.target.closest?.("#thread a.cite");
  let due = 0;
  document.addEventListener("mouseover", (event) => {
    clearTimeout(due);
    const link = cited(event);
    if (link) due = setTimeout(() => preview(link), 200); // the pointer may only pass by
    else if (!event.target.closest?.("#preview")) hide();
  });
  document.addEventListener("focusin", (event) => cited(event) && preview(cited(event)));
  document.addEventListener("focusout", (event) => cited(event) && hide());
  document.addEventListener("click", hide);
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  window.qa = { ...window.qa, openArticle };
})();
