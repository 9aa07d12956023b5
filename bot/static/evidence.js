// The panel beside the chat: the article of a citation, with all that the answer cites in it
// marked and numbered, and the way from one citation to the next. Everything that comes from
// an article enters the page as text, never as markup.
(() => {
  "use strict";
  const PLACE = /^at-([0-9a-f]+)-(\d+)-(\d+)$/;
  const SHEET = window.matchMedia("(max-width: 899px)"); // as in evidence.css
  const articles = new Map();
  let opened = null; // the button whose citation is shown

  const element = (name, text, className, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const say = (line) => document.dispatchEvent(new CustomEvent("onrecord:say", { detail: line }));

  const place = (button) => {
    for (const name of button.classList) {
      const match = PLACE.exec(name);
      if (match) return { key: name, article: match[1], start: +match[2], end: +match[3] };
    }
    return null;
  };

  // What is cited beside a button, in order, each once: `number` is what the reader sees there.
  const sequence = (button) => {
    const within = button.closest(".on-record");
    const numbered = [...within.querySelectorAll("button.cite.mark")];
    const all = numbered.length ? numbered : [...within.querySelectorAll("button.cite")];
    const cited = new Map();
    for (const one of all) {
      const at = place(one);
      const number = numbered.length ? one.textContent.trim() : "";
      if (at && !cited.has(number + at.key)) cited.set(number + at.key, { ...at, number, button: one });
    }
    const list = [...cited.values()];
    if (numbered.length) return list.sort((a, b) => a.number - b.number);
    return list.map((one, index) => ({ ...one, number: String(index + 1) }));
  };
  const called = (button) => {
    if (button.closest("#who")) return "Statement";
    if (button.closest("#empty")) return "Article";
    return button.closest(".related") ? "Passage" : "Citation";
  };

  const load = async (id) => {
    if (!articles.has(id)) {
      let response;
      try {
        response = await fetch(`api/articles/${id}`);
      } catch {
        throw new Error("The server does not answer; is it still running?");
      }
      const found = await response.json().catch(() => ({}));
      if (!response.ok) throw new Error(found.detail ?? `The server answered ${response.status}`);
      articles.set(id, found);
    }
    return articles.get(id);
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
    const section = element("section", "", "evidence", { "aria-label": "The passage in its article" });
    const header = element("header");
    const steps = element("div", "", "steps");
    const step = (className, sign, label, key) =>
      element("button", sign, `step ${className}`, {
        type: "button",
        "aria-label": label,
        "aria-keyshortcuts": key,
        title: `${label} (${key === "ArrowLeft" ? "←" : "→"})`,
      });
    const close = element("button", "×", "close", { type: "button", "aria-label": "Close the article" });
    steps.append(
      step("previous", "‹", "Previous", "ArrowLeft"),
      element("span", "", "position"),
      step("next", "›", "Next", "ArrowRight"),
      close,
    );
    header.append(steps, element("h2", "", "", { id: "evidence-title" }), element("p", "", "origin"));
    const body = element("div", "", "article", {
      tabindex: "0",
      role: "region",
      "aria-label": "Article text",
    });
    section.append(header, element("p", "", "problem", { role: "alert" }), body);
    document.querySelector("#evidence").append(section);
    return section;
  };

  const render = (article, shown, cited) => {
    const body = document.querySelector(".evidence .article");
    const numbered = new Set();
    let paragraph = element("p");
    let first = null;
    body.replaceChildren(paragraph);
    for (const piece of pieces(article.text, cited)) {
      piece.text.split(/\r\n|[\r\n]/).forEach((line, index) => {
        if (index) body.append((paragraph = element("p")));
        if (!line) return;
        if (!piece.spans.length) {
          paragraph.append(line);
          return;
        }
        const current = piece.spans.some((span) => span.key === shown.key);
        const mark = element("mark", line, current ? "current" : "");
        const begun = piece.spans.filter((span) => !numbered.has(span));
        if (begun.length) mark.dataset.number = begun.map((span) => span.number).join(" ");
        begun.forEach((span) => numbered.add(span));
        mark.dataset.key = (piece.spans.find((span) => span.key === shown.key) ?? piece.spans[0]).key;
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
    if (/^https?:\/\//i.test(article.url ?? "")) {
      const link = element("a", "Original", "", { href: article.url, target: "_blank", rel: "noopener noreferrer" });
      line.append(" · ", link);
    }
  };

  const position = (button) => {
    const evidence = panel();
    const all = sequence(button);
    const at = all.findIndex((one) => one.button === button);
    const here = at >= 0 ? at : all.findIndex((one) => one.key === place(button).key);
    const what = called(button);
    evidence.querySelector(".position").textContent = `${what} ${here + 1} of ${all.length}`;
    evidence.querySelector(".previous").setAttribute("aria-disabled", String(here <= 0));
    evidence.querySelector(".next").setAttribute("aria-disabled", String(here >= all.length - 1));
    return { all, here, what };
  };

  const open = async (button, focus) => {
    const shown = place(button);
    if (!shown) return;
    const evidence = panel();
    const { all, here } = position(button);
    mark(button);
    let problem = "";
    try {
      const article = await load(shown.article);
      if (opened !== button) return; // another was chosen while this one was on its way
      evidence.querySelector("h2").textContent = article.title;
      origin(article);
      const cited = all.filter((one) => one.article === shown.article);
      const current = render(article, all[here], cited);
      sheet(focus);
      if (focus) evidence.querySelector(".article").focus({ preventScroll: true });
      scrollTo(evidence.querySelector(".article"), current);
    } catch (error) {
      if (opened !== button) return;
      problem = error.message;
      evidence.querySelector(".article").replaceChildren();
      evidence.querySelector("h2").textContent = "This article cannot be shown";
      evidence.querySelector(".origin").replaceChildren();
      sheet(focus);
    }
    evidence.querySelector(".problem").textContent = problem;
    document.body.classList.add("evidence-shown");
  };

  const mark = (button) => {
    opened = button;
    for (const one of document.querySelectorAll("button.cite.open")) {
      one.classList.remove("open");
      one.removeAttribute("aria-current");
    }
    button.classList.add("open");
    button.setAttribute("aria-current", "true");
  };

  // A third from the top, so that what stands before the passage is seen too.
  const scrollTo = (body, current) => {
    body.scrollTop = 0;
    if (!current) return;
    const offset = current.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop += offset - body.clientHeight / 3;
  };

  const step = async (by) => {
    const from = document.querySelector("button.cite.open");
    if (!from) return;
    const { all, here, what } = position(from);
    const to = all[here + by];
    if (!to) return;
    const focused = document.activeElement;
    await open(to.button, document.body.classList.contains("evidence-open"));
    if (focused?.closest(".evidence")) focused.focus({ preventScroll: true });
    if (!SHEET.matches) to.button.scrollIntoView({ block: "nearest" });
    const quote = [...document.querySelectorAll(".evidence mark.current")].map((m) => m.textContent);
    say(`${what} ${here + by + 1} of ${all.length}: ${quote.join(" ")}`);
  };

  // On a phone the panel is a dialog: what is behind it can be neither reached nor read.
  const sheet = (open) => {
    document.body.classList.toggle("evidence-open", open);
    const modal = open && SHEET.matches;
    for (const id of ["heading", "chat", "who"]) {
      const behind = document.getElementById(id);
      if (behind) behind.inert = modal;
    }
    const section = document.querySelector(".evidence");
    if (!section) return;
    if (modal) {
      section.setAttribute("role", "dialog");
      section.setAttribute("aria-modal", "true");
    } else {
      section.removeAttribute("role");
      section.removeAttribute("aria-modal");
    }
  };

  const close = () => {
    sheet(false);
    document.querySelector("button.cite.open")?.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite");
    const way = event.target.closest(".evidence .step");
    const other = event.target.closest(".evidence mark:not(.current)");
    const isOpen = document.body.classList.contains("evidence-open");
    if (button) open(button, true);
    else if (way) step(way.matches(".next") ? 1 : -1);
    else if (event.target.closest(".evidence .close")) close();
    else if (other && getSelection().isCollapsed) {
      const { all } = position(opened);
      const to = all.find((one) => one.key === other.dataset.key);
      if (to) open(to.button, isOpen);
    } else if (isOpen && SHEET.matches && !event.target.closest(".evidence")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && document.body.classList.contains("evidence-open")) close();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !event.target.closest?.(".evidence")) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(by);
  });
  SHEET.addEventListener("change", () => sheet(document.body.classList.contains("evidence-open")));

  // A new answer shows its first citation by itself where there is room beside the chat,
  // and again while it grows. (Gradio's own way, an event's js=, needs a policy that lets
  // strings run as script.)
  let seen = "";
  const showLatest = () => {
    const answers = document.querySelectorAll("#messages .on-record:has(button.mark)");
    const marks = answers[answers.length - 1]?.querySelectorAll("button.mark") ?? [];
    const now = `${answers.length} ${marks.length}`;
    if (now !== seen && marks[0]?.checkVisibility() && !SHEET.matches) open(marks[0], false);
    seen = now;
  };
  new MutationObserver(showLatest).observe(document.documentElement, { childList: true, subtree: true });
})();
