// "Who said what": the speakers and their statements, in the chat's place. A statement's
// button is a citation, which page.js opens beside it. Everything that comes from an
// article enters the page as text, never as markup.
(() => {
  "use strict";
  const TYPING_MILLISECONDS = 250;
  const CHOOSING_MILLISECONDS = 100; // held, an arrow key runs through the speakers
  const MOST_STATEMENTS = 200; // what the server lists of them, MAX_STATEMENTS in said.py
  const KINDS = {
    direct: "The words as they were said",
    indirect: "Told in the article's words",
    mixed: "Told in the article's words, some as they were said",
  };
  const { element, latest, later } = onRecord;

  let speakers = [];
  let chosen = ""; // a speaker's name; everyone's statements when empty
  let made = null;

  const part = (id) => made.querySelector(`#${id}`);
  const counted = (count) => `${count.toLocaleString("en")} statement${count === 1 ? "" : "s"}`;

  // Speakers: one group of radio buttons, so that one tab stop and the arrow keys do.
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const option = (name, count) => {
    const label = element("label", "", "voice");
    const radio = element("input", "", "", { type: "radio", name: "who-speaker", value: name });
    radio.checked = name === chosen;
    label.append(radio, element("span", name || "Everyone", "name"));
    if (count !== undefined) {
      radio.setAttribute("aria-label", `${name}, ${counted(count)}`);
      label.append(element("span", count.toLocaleString("en"), "count"));
    }
    return label;
  };

  const group = (id, heading, listed) => {
    if (!listed.length) return [];
    const fieldset = element("fieldset", "", "voices", { id });
    fieldset.append(element("legend", heading));
    fieldset.append(...listed.map((speaker) => option(speaker.name, speaker.statements)));
    return [fieldset];
  };

  const listSpeakers = () => {
    const wanted = folded(part("who-filter").value.trim());
    const named = (speaker) => [speaker.name, ...speaker.names].some((n) => folded(n).includes(wanted));
    // The chosen one stays, or the keyboard would find no way into the group.
    const listed = speakers.filter((speaker) => speaker.name === chosen || named(speaker));
    const none = wanted && !speakers.some(named) ? [element("p", "No speaker of that name", "none")] : [];
    const list = part("who-speakers");
    const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
    list.replaceChildren(
      option(""),
      ...group("who-named", "Named", listed.filter((speaker) => speaker.named)),
      ...group("who-described", "Described, not named", listed.filter((speaker) => !speaker.named)),
      ...none,
    );
    // The list may come anew under the reader's hands: the keyboard stays where it was.
    if (focused !== null) [...list.querySelectorAll("input")].find((radio) => radio.value === focused)?.focus();
  };

  // Statements
  // Offsets count characters (code points), which JavaScript's strings do not.
  const quotation = (statement, id) => {
    const quote = element("blockquote", "", "quote", { id });
    const characters = Array.from(statement.quote);
    let at = 0;
    for (const [start, end] of [...statement.spans].sort((a, b) => a[0] - b[0])) {
      const from = Math.max(at, start - statement.start);
      const to = Math.min(characters.length, end - statement.start);
      if (from >= to) continue;
      quote.append(characters.slice(at, from).join(""));
      quote.append(element("em", characters.slice(from, to).join("")));
      at = to;
    }
    quote.append(characters.slice(at).join(""));
    return quote;
  };

  const laidOut = (statement, index) => {
    const item = element("li", "", "statement");
    const line = element("p", "", "line");
    const speaker = statement.speaker || statement.mention || "Speaker not named";
    line.append(element("span", speaker, "speaker"));
    if (statement.cue) line.append(" ", element("span", statement.cue, "cue"));
    const kind = element("span", statement.kind, "kind");
    if (Object.hasOwn(KINDS, statement.kind)) kind.title = KINDS[statement.kind];
    line.append(" ", kind);
    const quote = quotation(statement, `said-${index}`);
    const source = [statement.title, statement.outlet, statement.published].filter(Boolean);
    const place = `at-${statement.article_id}-${statement.start}-${statement.end}`;
    item.append(
      line,
      quote,
      element("button", source.join(" · "), `cite source ${place}`, {
        type: "button",
        "aria-describedby": quote.id,
      }),
    );
    return item;
  };

  const heading = (count) => {
    const topic = part("who-topic").value.trim();
    if (!count) return topic || chosen ? "No statements on this" : "No statements in the articles";
    const whose = `${chosen ? ` by ${chosen}` : ""}${topic ? ` on “${topic}”` : ""}`;
    if (count < MOST_STATEMENTS) return counted(count) + whose;
    return `The first ${counted(count)}${whose}; a ${chosen ? "" : "speaker or a "}topic finds others`;
  };

  const say = (line, className) => {
    const status = part("who-status");
    status.className = className;
    status.textContent = line;
    part("who-said").setAttribute("aria-busy", String(className === "loading"));
  };
  const fail = (reason) => {
    listed = "";
    part("who-said").replaceChildren();
    say(reason, "error");
  };

  let listed = ""; // what is listed: the same again keeps the reader's place
  const fetchStatements = latest((found) => {
    const now = JSON.stringify(found);
    if (now !== listed) {
      part("who-said").replaceChildren(...found.map(laidOut));
      part("who-results").scrollTop = 0;
    }
    listed = now;
    say(heading(found.length), found.length ? "" : "none");
  });
  const loadStatements = () => {
    const asked = new URLSearchParams();
    const topic = part("who-topic").value.trim();
    if (chosen) asked.set("speaker", chosen);
    if (topic) asked.set("topic", topic);
    say("Looking …", "loading");
    fetchStatements(`api/statements?${asked}`, fail);
  };
  const loadStatementsLater = later(loadStatements);

  const fetchSpeakers = latest((found) => {
    speakers = found;
    const gone = chosen && !speakers.some((speaker) => speaker.name === chosen);
    if (gone) choose("");
    listSpeakers();
  });
  const loadSpeakers = () => {
    if (!speakers.length) part("who-speakers").replaceChildren(element("p", "Looking …", "none"));
    fetchSpeakers("api/speakers", (reason) => {
      speakers = [];
      part("who-speakers").replaceChildren(element("p", reason, "error"));
    });
  };

  const choose = (name) => {
    chosen = name;
    part("who-choose").textContent = name || "Everyone";
    loadStatementsLater(CHOOSING_MILLISECONDS);
  };

  // Where there is no room beside the statements, the speakers take their place.
  const showSpeakers = (open) => {
    made.classList.toggle("choosing", open);
    part("who-choose").setAttribute("aria-expanded", String(open));
    if (!open) part("who-choose").focus();
  };

  const section = () => {
    const who = element("section");
    const box = (id, label) =>
      element("input", "", "box", { id, type: "search", placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false" });
    const browse = element("div", "", "browse");
    const choice = element("div", "", "choice", { id: "who-choice" });
    const list = element("div", "", "list", {
      id: "who-speakers",
      role: "radiogroup",
      "aria-label": "Speakers",
    });
    choice.append(box("who-filter", "Filter speakers"), list);
    const results = element("div", "", "results", { id: "who-results" });
    const said = element("ol", "", "on-record", { id: "who-said", "aria-label": "Statements" });
    results.append(element("p", "", "", { id: "who-status", role: "status" }), said);
    const statements = element("div", "", "statements");
    statements.append(box("who-topic", "On what topic?"), results);
    const button = element("button", "Everyone", "", {
      id: "who-choose",
      type: "button",
      "aria-expanded": "false",
      "aria-controls": "who-choice",
    });
    browse.append(button, choice, statements);
    who.append(browse);
    return who;
  };

  const connect = () => {
    part("who-filter").addEventListener("input", listSpeakers);
    part("who-topic").addEventListener("input", () => loadStatementsLater(TYPING_MILLISECONDS));
    part("who-topic").addEventListener("keydown", (event) => {
      if (event.key === "Enter") loadStatementsLater(0);
    });
    part("who-speakers").addEventListener("change", (event) => choose(event.target.value));
    part("who-choose").addEventListener("click", () =>
      showSpeakers(!made.classList.contains("choosing")),
    );
    part("who-choice").addEventListener("click", (event) => {
      // A tap has chosen; an arrow key, which clicks the radio button itself, may go on.
      const tapped = event.target.closest("label") && event.target.tagName !== "INPUT";
      if (tapped && made.classList.contains("choosing")) setTimeout(() => showSpeakers(false));
    });
    part("who-choice").addEventListener("keydown", (event) => {
      const done = event.key === "Escape" || (event.key === "Enter" && event.target.type === "radio");
      if (!done || !made.classList.contains("choosing")) return;
      event.preventDefault(); // the key's press would go on to the button and open them again
      showSpeakers(false);
    });
  };

  const make = () => {
    made = section();
    connect();
    return made;
  };
  const shown = () => {
    loadSpeakers();
    loadStatements();
  };
  onRecord.view({ name: "said", label: "Who said what", panel: "who", make, shown });
})();
