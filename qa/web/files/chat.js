// What the page does by itself: bringing up sources, buttons inside answers, whole articles.
// Foreign text is only ever read from the document here, never made into markup.
"use strict";

(() => {
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Sources: those of the answer in view are shown.

  let followed = true; // whether the sources follow scrolling, or stay with what was clicked
  let openedBy = ""; // the address of the card that was brought up last

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
    openedBy = link.hash;
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
    const at = document.activeElement ?? document.body;
    const card = at.closest(".card");
    if (!find("#desk.with-sources")) return;
    find("#desk").classList.remove("with-sources");
    // A card that was drawn again has lost the focus, which then is nowhere.
    const opened = card ? `#${card.id}` : at === document.body ? openedBy : "";
    if (opened) find(`a.cite[href="${opened}"]`)?.focus();
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
    const button = find(/^(ask|retry|written) /.test(command) ? "#ask" : "#act");
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

  async function copy(text) {
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
  }

  function say(button, word) {
    const label = find(".label", button) ?? button;
    const before = label.textContent;
    if (before === word) return;
    label.textContent = word;
    setTimeout(() => (label.textContent = before), 1500);
  }

  const line = (text) => text.replace(/\s+/g, " ").trim();

  function quotes(turn) {
    return all(`#sources-${turn} .cited .card`).map((card) => {
      const title = line(find("h3", card).lastChild.textContent);
      const place = line(find(".place", card).textContent);
      return `“${line(find("mark.quote", card).textContent)}”\n${title}, ${place}`;
    });
  }

  const COPIES = {
    copy: (turn) => document.getElementById(`copied-${turn}`).textContent,
    quote: (turn) => quotes(turn).join("\n\n"),
    link: (turn) => `${location.href.split("#")[0]}#answer-${turn}`,
    markdown: async (turn) => (await fetch(`/conversations/${shown}.md?turn=${turn}`)).text(),
  };

  async function act(button) {
    const [action, turn] = button.id.split("-");
    if (action in COPIES) {
      await copy(await COPIES[action](turn));
      return say(button, "Copied");
    }
    button.closest("details")?.removeAttribute("open");
    if (action === "print") return window.print();
    if (action === "delete" && !confirm("Delete this question and its answer?")) return undefined;
    return tell(`${action} ${turn}`);
  }

  // A menu that is open stays open when its answer is drawn again, such as with new suggestions.

  let menu = null;
  let menuOf = null;

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches("details.more[open]")) menu = event.target;
      menuOf = menu?.closest(".answer")?.id;
    },
    { capture: true },
  );

  function keepMenu() {
    if (!menu?.open || menu.isConnected) return;
    const drawn = document.getElementById(menuOf);
    menu = drawn && find("details.more", drawn);
    if (menu) menu.open = true;
  }

  // Questions about some articles alone; searching instead of asking.

  const tab = (name) => all("#tabs [role=tab]").find((one) => one.textContent.trim() === name);

  function askOnly(button) {
    button.closest("dialog")?.close();
    tab("Chat").click();
    tell(button.id.replace("-", " "));
    composer().focus();
  }

  async function searchFor(button) {
    tab("Documents").click();
    const box = "#search-articles :is(input, textarea)";
    while (!find(box)?.offsetParent) await new Promise(requestAnimationFrame);
    write(find(box), find("b", button).textContent);
    setTimeout(() => find("#search-articles button").click(), 0);
    find(box).focus();
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

  // The keyboard.

  const KEYS = [
    ["/ or Ctrl+K", "Write a question"],
    ["Enter", "Ask it; Shift+Enter begins a new line"],
    ["↑", "Edit the last question, in an empty field"],
    ["Esc", "Close what is open, leave editing"],
    ["?", "Show these keys"],
  ];

  function showKeys() {
    const dialog = document.createElement("dialog");
    dialog.className = "keys";
    dialog.setAttribute("aria-label", "Keys");
    const list = document.createElement("dl");
    for (const row of KEYS) {
      list.append(...row.map((text, place) => {
        const cell = document.createElement(place ? "dd" : "dt");
        cell.textContent = text;
        return cell;
      }));
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(list, close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function closeAll() {
    closeConversations();
    closeSources();
    for (const menu of all("details.more[open], details.view[open]")) menu.open = false;
    if (find("#leave")?.offsetParent) find("#leave").click();
  }

  function editLast() {
    const edit = all("#thread .action.edit").at(-1);
    if (edit && !composer().value) act(edit);
    return Boolean(edit) && !composer().value;
  }

  document.addEventListener("keydown", (event) => {
    if (find("dialog[open]")) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
    const toComposer = (event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (event.key === "Escape") return closeAll();
    if (toComposer) {
      event.preventDefault();
      tab("Chat").click();
      return setTimeout(() => composer().focus(), 0);
    }
    if (event.key === "?" && !typing) return showKeys();
    if (event.key === "ArrowUp" && event.target === composer() && editLast()) event.preventDefault();
    return undefined;
  });

  // How the page looks is remembered by the browser, for this server alone.

  const remembered = (name) => localStorage.getItem(`qa-${name}`) ?? "";
  // The inner edges of the conversations and of the sources can be dragged.
  const EDGES = [
    { name: "conversations", panel: "#sidebar", property: "--qa-list", width: (box, x) => x - box.left, edge: (box) => box.right },
    { name: "sources", panel: "#side", property: "--qa-side", width: (box, x) => box.right - x, edge: (box) => box.left },
  ];

  const dark = matchMedia("(prefers-color-scheme: dark)");

  function chooseTheme(button) {
    localStorage.setItem("qa-theme", button.id.replace("theme-", ""));
    look();
  }

  function fold(button) {
    localStorage.setItem(`qa-${button.id}`, remembered(button.id) ? "" : "yes");
    find("#desk").classList.remove("with-sources");
    look();
  }

  function look() {
    const theme = remembered("theme") || "system";
    const wanted = theme === "dark" || (theme === "system" && dark.matches);
    document.body.classList.toggle("dark", wanted);
    for (const button of all(".view .theme")) {
      button.setAttribute("aria-pressed", String(button.id === `theme-${theme}`));
    }
    for (const button of all(".view .fold")) {
      const folded = Boolean(remembered(button.id));
      document.documentElement.classList.toggle(button.id, folded);
      const what = button.id.replace("fold-", "");
      const label = `${folded ? "Show" : "Hide"} ${what}`;
      if (button.textContent !== label) button.textContent = label;
    }
    for (const { name, property } of EDGES) {
      const width = remembered(`${name}-width`);
      if (width) document.documentElement.style.setProperty(property, width);
    }
  }

  document.addEventListener("pointerdown", (event) => {
    for (const { name, panel, width, edge } of EDGES) {
      const box = event.target.closest?.(panel)?.getBoundingClientRect();
      if (!box || Math.abs(event.clientX - edge(box)) > 8) continue;
      event.preventDefault();
      const drag = (moved) => {
        const wanted = Math.max(200, Math.min(width(box, moved.clientX), innerWidth / 2));
        localStorage.setItem(`qa-${name}-width`, `${wanted}px`);
        look();
      };
      document.addEventListener("pointermove", drag);
      document.addEventListener("pointerup", () => document.removeEventListener("pointermove", drag), { once: true });
    }
  });

  // Files can be dropped anywhere on the page.

  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const dropping = (on) => document.documentElement.classList.toggle("dropping", on);

  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event) || event.target.closest?.("#upload")) return;
    event.preventDefault();
    dropping(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || dropping(false));
  document.addEventListener("drop", async (event) => {
    dropping(false);
    if (!holdsFiles(event) || event.target.closest?.("#upload")) return;
    event.preventDefault();
    const files = event.dataTransfer.files;
    tab("Documents").click();
    while (!find("#documents")?.offsetParent) await new Promise(requestAnimationFrame);
    // The tab is drawn some frames after it is shown, and without an input if uploading is off.
    const late = performance.now() + 10_000;
    let input;
    while (!(input = find("#upload input[type=file]"))) {
      if (performance.now() > late) return;
      await new Promise(requestAnimationFrame);
    }
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const PLACES = [
    ["a.cite", bringUp],
    [".card a.number", backToAnswer],
    ["a.open-article", (link) => qa.openArticle(link)],
    ["button.action", act],
    ["button.stop-here", () => all("#composer button").find((one) => one.textContent.trim() === "Stop")?.click()],
    ["button.ask-this", (button) => ask(button.textContent)],
    ["button.search-for", searchFor],
    ["button.ask-only", askOnly],
    ["button.to-documents", () => tab("Documents").click()],
    ["button.show-keys", showKeys],
    ["button.theme", chooseTheme],
    ["button.fold", fold],
    ["button.menu", toggleConversations],
    ["a.conversation", openConversation],
    [".sources .close", closeSources],
    ["#composer .submit-button", send],
  ];

  document.addEventListener("click", (event) => {
    for (const open of all("details.more[open], details.view[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
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

  // The address names the conversation, and in a link to an answer, that answer.

  let shown = null;

  function followConversation() {
    const root = find("#sources .sources");
    if (!root) return;
    const id = root.id.replace("conversation-", "");
    if (id === shown) return;
    shown = id;
    followed = true;
    const address = new URL(location.href);
    const answer = document.getElementById(address.hash.slice(1));
    if (answer?.matches(".answer")) requestAnimationFrame(() => answer.scrollIntoView());
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
    for (const button of all("#filters button.calendar:not([aria-label])")) {
      button.setAttribute("aria-label", "Choose a day");
    }
    look();
    followConversation();
    followScrolling();
    takeBack();
  }

  window.qa = { ...window.qa, copy, say };

  let due = false;
  new MutationObserver(() => {
    keepMenu();
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
