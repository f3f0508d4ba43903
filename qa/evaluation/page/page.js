"use strict";
(() => {
  const find = document.getElementById("find");
  const outcome = document.getElementById("outcome");
  const kind = document.getElementById("kind");
  const shown = document.getElementById("shown");
  const questions = [...document.querySelectorAll(".question")];
  const texts = questions.map((question) => question.textContent.toLowerCase());
  const total = shown.textContent;

  const wanted = (question, text, words) =>
    words.every((word) => text.includes(word)) &&
    (!kind.value || question.dataset.kind === kind.value) &&
    (!outcome.value ||
      question.dataset.outcome === outcome.value ||
      (outcome.value === "failed" && question.dataset.outcome !== "right"));

  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    questions.forEach((question, index) => {
      const keep = wanted(question, texts[index], words);
      question.hidden = !keep;
      count += keep;
    });
    shown.textContent = count === questions.length ? total : `${count} of ${total}`;
  };

  for (const control of [find, outcome, kind]) control.addEventListener("input", apply);
  find.form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => {
      outcome.value = button.dataset.show;
      kind.value = "";
      find.value = "";
      apply();
      document.getElementById("questions").scrollIntoView();
    });
  }
})();
