// What the page does by itself: bringing up sources, buttons inside answers, whole articles.
// Foreign text is only ever read from the document here, never made into markup.
"use strict";

(() => {
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Sources: those of the answer in view are shown.

  let followed = true; // whether the sources follow scrolling, or stay with what was clicked

  function show(turn) {
    const wanted = document.getElementById(`sources-${turn}`);
    if (!wanted || wanted.classList.contains("current")) return wanted;
    for (const section of all(".of-answer.current")) section.classList.remove("current");
    wanted.classList.add("current");
    return wanted;
  }

  function followScrolling() {
    const thread = find("#thread [role=log]");
    if (!thread || !followed) return;
    const answers = all(".answer[id]", thread);
    if (!answers.length) return;
    const bottom = Math.min(thread.getBoundingClientRect().bottom, window.innerHeight);
    // The last answer that begins above the lower third of what is visible.
    const seen = answers.filter((answer) => answer.getBoundingClientRect().top < bottom * 0.8);
    show((seen.at(-1) ?? answers[0]).id.split("-").at(-1));
  }

  function bringUp(link) {
    const [, turn] = link.hash.slice(1).split("-");
    followed = false;
    show(turn);
    find("#desk").classList.add("with-sources");
    const card = document.getElementById(link.hash.slice(1));
    if (!card) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
    card.classList.remove("flash");
    void card.offsetWidth; // restarts the animation
    card.classList.add("flash");
  }

  // On a phone the sources are a sheet, which is in the way of everything else.

  function closeSources() {
    const card = document.activeElement?.closest(".card");
    if (!find("#desk.with-sources")) return;
    find("#desk").classList.remove("with-sources");
    if (card) find(`a.cite[href="#${card.id}"]`)?.focus();
  }

  function backToAnswer(link) {
    find("#desk").classList.remove("with-sources");
    const answer = document.getElementById(link.hash.slice(1));
    if (!answer) return;
    const cited = find(`a.cite[href="#source-${link.closest(".card").id.slice(7)}"]`, answer);
    answer.scrollIntoView({ block: "nearest" });
    (cited ?? answer).focus();
  }

  // What is to be done on the server: `ask` and `retry` take an answer, the rest does not.

  function write(area, text) {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function tell(command) {
    write(find("#command textarea, #command input"), command);
    const button = find(/^(ask|retry) /.test(command) ? "#ask" : "#act");
    setTimeout(() => button.click(), 0);
  }

  // The composer is emptied here and at once, so that what is typed next is never touched.

  const composer = () => find("#composer textarea");

  function send() {
    const question = composer().value;
    if (!question.trim()) return;
    write(composer(), "");
    ask(question);
  }

  function ask(question) {
    closeSources();
    tell(`ask ${question}`);
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      if (event.target !== composer()) return;
      event.preventDefault();
      event.stopPropagation();
      send();
    },
    { capture: true },
  );

  // A question that was stopped or failed comes back, unless another one is being typed.

  let returned = "";

  function takeBack() {
    const text = find("#returned .returned")?.textContent ?? "";
    if (text === returned) return;
    returned = text;
    if (text && !composer().value.trim()) write(composer(), text);
  }

  // Buttons inside answers: copying happens here, the rest on the server.

  async function copy(button, turn) {
    const text = document.getElementById(`copied-${turn}`).textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard outside a secure context: the old way.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const label = find(".label", button);
    const before = label.textContent;
    label.textContent = "Copied";
    setTimeout(() => (label.textContent = before), 1500);
  }

  function act(button) {
    const [action, turn] = button.id.split("-");
    if (action === "copy") return copy(button, turn);
    if (action === "delete" && !confirm("Delete this question and its answer?")) return undefined;
    return tell(`${action} ${turn}`);
  }

  // Whole articles open above the page; the link itself works as well.

  async function openArticle(link) {
    const response = await fetch(link.href);
    if (!response.ok) return window.open(link.href, "_blank");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const dialog = document.createElement("dialog");
    dialog.className = "reading";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    const article = document.importNode(find("main", page), true);
    dialog.setAttribute("aria-label", find("h1", article).textContent);
    dialog.append(close, article);
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    const passage = find("#passage", article);
    (passage ?? find("h1", article)).focus({ preventScroll: true });
    passage?.scrollIntoView({ block: "center" });
    return undefined;
  }

  // On a small screen the conversations are out of the way until they are wanted.

  function toggleConversations(button) {
    const desk = find("#desk");
    const elsewhere = desk.offsetParent === null; // another tab is shown
    if (elsewhere) find("#tabs [role=tab]").click();
    const open = desk.classList.toggle("with-conversations", elsewhere || undefined);
    button.setAttribute("aria-expanded", String(open));
  }

  function openConversation(link) {
    closeConversations();
    tell(link.id.replace("-", " "));
  }

  function closeConversations() {
    find("#desk").classList.remove("with-conversations");
    find("#menu").setAttribute("aria-expanded", "false");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || find("dialog[open]")) return;
    closeConversations();
    closeSources();
  });

  const PLACES = [
    ["a.cite", bringUp],
    [".card a.number", backToAnswer],
    ["a.open-article", openArticle],
    ["button.action", act],
    ["button.suggestion", (button) => ask(button.textContent)],
    ["button.to-documents", () => all("#tabs [role=tab]").at(-1).click()],
    ["button.menu", toggleConversations],
    ["a.conversation", openConversation],
    [".sources .close", closeSources],
    ["#composer .submit-button", send],
  ];

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#sidebar, #menu") || event.target.closest?.("#new")) {
      closeConversations();
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const [selector, does] of PLACES) {
      const target = event.target.closest?.(selector);
      if (!target) continue;
      event.preventDefault();
      does(target);
      return;
    }
  });

  // Scrolling by hand makes the sources follow again.
  for (const kind of ["wheel", "touchmove", "keydown"]) {
    document.addEventListener(
      kind,
      (event) => {
        if (event.target.closest?.("#thread")) followed = true;
      },
      { passive: true },
    );
  }
  document.addEventListener("scroll", followScrolling, { capture: true, passive: true });

  // Arrows move through the list of conversations, of which one link is reached by the Tab key.

  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches?.("a.conversation")) return;
    event.preventDefault();
    const links = all("a.conversation");
    const link = links[links.indexOf(event.target) + step];
    if (!link) return;
    event.target.tabIndex = -1;
    link.tabIndex = 0;
    link.focus();
  });

  // The address names the conversation, so that a reload brings it back.

  let shown = null;

  function followConversation() {
    const root = find("#sources .sources");
    if (!root) return;
    const id = root.id.replace("conversation-", "");
    if (id === shown) return;
    shown = id;
    followed = true;
    const address = new URL(location.href);
    if (id) address.searchParams.set("conversation", id);
    else address.searchParams.delete("conversation");
    history.replaceState(history.state, "", address);
  }

  // The chatbot labels each message with its source text; the message itself says it better.

  function tidy() {
    for (const message of all("#thread [data-testid][aria-label]")) {
      message.removeAttribute("aria-label");
    }
    // What Gradio's components leave to be said to a screen reader.
    for (const list of all("#thread .examples[role=list]")) list.removeAttribute("role");
    for (const button of all("#filters button.calendar:not([aria-label])")) {
      button.setAttribute("aria-label", "Choose a day");
    }
    followConversation();
    followScrolling();
    takeBack();
  }

  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      tidy();
    });
  }).observe(document.documentElement, {
    attributeFilter: ["aria-label"],
    childList: true,
    subtree: true,
  });
})();
