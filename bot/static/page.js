// Citations open the article beside the chat. Everything that comes from an article
// enters the page as text, never as markup.
(() => {
  "use strict";
  const PLACE = /^at-([0-9a-f]+)-(\d+)-(\d+)$/;
  const articles = new Map();

  const place = (button) => {
    for (const name of button.classList) {
      const match = PLACE.exec(name);
      if (match) return { article: match[1], start: Number(match[2]), end: Number(match[3]) };
    }
    return null;
  };

  const load = async (id) => {
    if (!articles.has(id)) {
      const response = await fetch(`api/articles/${id}`);
      if (!response.ok) throw new Error((await response.json()).detail);
      articles.set(id, await response.json());
    }
    return articles.get(id);
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // Offsets count characters (code points), which JavaScript's strings do not.
  const pieces = (text, spans) => {
    const characters = Array.from(text);
    const edges = new Set([0, characters.length]);
    for (const span of spans) edges.add(span.start).add(span.end);
    const sorted = [...edges].filter((edge) => edge <= characters.length).sort((a, b) => a - b);
    return sorted.slice(0, -1).map((start, index) => ({
      start,
      text: characters.slice(start, sorted[index + 1]).join(""),
      spans: spans.filter((span) => span.start <= start && start < span.end),
    }));
  };

  // The panel is made here: Gradio's own HTML component evaluates strings as script,
  // which the page's policy forbids.
  const panel = () => {
    const made = document.querySelector(".evidence");
    if (made) return made;
    const section = element("section", "", "evidence");
    section.setAttribute("aria-label", "The passage in its article");
    const header = element("header");
    const button = element("button", "×", "close");
    button.type = "button";
    button.setAttribute("aria-label", "Close the article");
    header.append(button, element("h2"), element("p", "", "origin"));
    const body = element("div", "", "article");
    body.tabIndex = 0;
    body.setAttribute("role", "document");
    body.setAttribute("aria-label", "Article text");
    section.append(header, element("p", "", "problem"), body);
    document.querySelector("#evidence").append(section);
    return section;
  };

  const render = (article, shown, others) => {
    const body = document.querySelector(".evidence .article");
    let paragraph = element("p");
    let first = null;
    body.replaceChildren(paragraph);
    for (const piece of pieces(article.text, [shown, ...others])) {
      piece.text.split(/\r\n|[\r\n]/).forEach((line, index) => {
        if (index) body.append((paragraph = element("p")));
        if (!line) return;
        if (!piece.spans.length) {
          paragraph.append(line);
          return;
        }
        const current = piece.spans.includes(shown);
        const mark = element("mark", line, current ? "current" : "");
        if (current && !first) first = mark;
        paragraph.append(mark);
      });
    }
    body.querySelectorAll("p:empty").forEach((empty) => empty.remove());
    return first;
  };

  const origin = (article) => {
    const line = document.querySelector(".evidence .origin");
    const parts = [article.outlet, article.published, article.name].filter(Boolean);
    line.replaceChildren(parts.join(" · "));
    if (article.url) {
      const link = element("a", "Original");
      link.href = article.url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      line.append(" · ", link);
    }
  };

  const open = async (button, focus) => {
    const shown = place(button);
    if (!shown) return;
    const evidence = panel();
    const answer = button.closest(".on-record");
    const others = [...answer.querySelectorAll("button.cite")]
      .map(place)
      .filter((other) => other.article === shown.article && other.start !== shown.start);
    let problem = "";
    try {
      const article = await load(shown.article);
      evidence.querySelector("h2").textContent = article.title;
      origin(article);
      const mark = render(article, shown, others);
      document.body.classList.toggle("evidence-open", focus);
      if (focus) evidence.querySelector(".article").focus({ preventScroll: true });
      scrollTo(evidence.querySelector(".article"), mark);
    } catch (error) {
      problem = error.message;
    }
    evidence.querySelector(".problem").textContent = problem;
    document.body.classList.add("evidence-shown");
    document.querySelectorAll("button.cite.open").forEach((b) => b.classList.remove("open"));
    button.classList.add("open");
  };

  // A third from the top, so that what stands before the passage is seen too.
  const scrollTo = (body, mark) => {
    if (!mark) {
      body.scrollTop = 0; // an article as a whole
      return;
    }
    const offset = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop += offset - body.clientHeight / 3;
  };

  const close = () => {
    document.body.classList.remove("evidence-open");
    document.querySelector("button.cite.open")?.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite");
    if (button) open(button, true);
    else if (event.target.closest(".evidence .close")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("evidence-open")) close();
  });

  // A new answer shows its first citation by itself where there is room beside the chat,
  // and again while it grows. (Gradio's own way, an event's js=, needs a policy that lets
  // strings run as script.)
  let seen = "";
  const showLatest = () => {
    const answers = document.querySelectorAll("#messages .on-record:has(button.mark)");
    const marks = answers[answers.length - 1]?.querySelectorAll("button.mark") ?? [];
    const now = `${answers.length} ${marks.length}`;
    const room = window.matchMedia("(min-width: 900px)").matches;
    if (now !== seen && marks[0]?.checkVisibility() && room) open(marks[0], false);
    seen = now;
  };

  // Gradio reads a message's source to a screen reader, which here is HTML.
  const nameMessages = () => {
    for (const [author, name] of [["user", "Question"], ["bot", "Answer"]]) {
      for (const message of document.querySelectorAll(`#messages [data-testid="${author}"]`)) {
        const label = `${name}: ${message.textContent.trim().slice(0, 120)}`;
        if (message.getAttribute("aria-label") !== label) message.setAttribute("aria-label", label);
      }
    }
  };

  new MutationObserver(() => {
    showLatest();
    nameMessages();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
