// "Articles": what is indexed, and uploads into it. An article's button is a citation of
// nothing in it, which page.js opens beside it. Everything that comes from an article, a
// file's name or the server's report enters the page as text, never as markup.
(() => {
  "use strict";
  const TYPING_MILLISECONDS = 250;
  const SENDING = 0.2; // the share of the progress bar that sending takes
  const FIELDS = [
    ["title", "Title", "text", ""],
    ["outlet", "Outlet", "text", ""],
    ["published", "Published", "date", ""],
    ["url", "Address", "url", "https://"],
  ];
  const { element, latest, later, reason, SILENT } = onRecord;

  let made = null;
  let limits = { on: false };
  let busy = false;

  const part = (id) => made.querySelector(`#articles-${id}`);
  const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
  const megabytes = (bytes) => `${(bytes / 1e6).toLocaleString("en")} MB`;

  // The list
  const opening = (article, label) =>
    element("button", label, `cite source at-${article.id}-0-0`, { type: "button" });

  const item = (article) => {
    const line = element("li", "", "article");
    const origin = [article.outlet, article.published, article.name].filter(Boolean).join(" · ");
    const about = element("p", `${origin} · ${counted(article.statements, "statement")}`, "origin");
    line.append(opening(article, article.title), about);
    if (article.uploaded) {
      about.append(" ", element("span", "uploaded", "kind"));
      if (limits.on) line.append(removal(article));
    }
    return line;
  };

  // The first press asks, the second removes.
  const removal = (article) => {
    const button = element("button", "Remove", "remove", { type: "button" });
    button.setAttribute("aria-label", `Remove ${article.title}`);
    let sure = false;
    button.addEventListener("blur", () => {
      if (button.disabled) return;
      sure = false;
      button.textContent = "Remove";
      button.setAttribute("aria-label", `Remove ${article.title}`);
    });
    button.addEventListener("click", async () => {
      if (!sure) {
        sure = true;
        button.textContent = "Remove it?";
        button.removeAttribute("aria-label");
        return;
      }
      button.disabled = true;
      try {
        const response = await fetch(`api/articles/${article.id}`, { method: "DELETE" });
        const found = await response.json().catch(() => null);
        say(response.ok ? `Removed ${article.title}` : reason(response, found), response.ok ? "" : "error");
      } catch {
        say(SILENT, "error");
      }
      load();
      part("filter").focus();
    });
    return button;
  };

  const fetchArticles = latest(({ articles, total, uploads }) => {
    limits = uploads;
    part("add").hidden = !uploads.on;
    part("off").hidden = uploads.on;
    part("off").textContent = uploads.on ? "" : `Nothing can be added here: ${uploads.reason}.`;
    part("limit").textContent = uploads.on
      ? `Text files (.txt, .md) of at most ${megabytes(uploads.max_article_bytes)} each`
      : "";
    part("list").replaceChildren(...articles.map(item));
    const filtered = part("filter").value.trim();
    const listed = filtered ? `${counted(total, "article")} on “${filtered}”` : counted(total, "article");
    part("count").textContent =
      total > articles.length ? `The first ${articles.length} of ${listed}` : listed;
  });
  const load = () => {
    const asked = new URLSearchParams();
    if (part("filter").value.trim()) asked.set("q", part("filter").value.trim());
    fetchArticles(`api/articles?${asked}`, (line) => {
      part("list").replaceChildren();
      part("count").textContent = line;
    });
  };
  const loadLater = later(load);

  // Uploading
  const say = (line, className = "") => {
    part("status").className = className;
    part("status").textContent = line;
  };
  const progress = (share) => {
    part("progress").hidden = share === null;
    if (share !== null) part("progress").value = share;
  };

  // fetch tells nothing about sending; the answer comes in lines, the last one whole.
  const send = (body, type, step) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let last = null;
      const read = () => {
        for (const line of request.responseText.split("\n").slice(0, -1)) last = JSON.parse(line);
        if (last?.of) step(SENDING + (1 - SENDING) * (last.done / last.of));
      };
      request.open("POST", "api/articles");
      if (type) request.setRequestHeader("Content-Type", type);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) step(SENDING * (event.loaded / event.total));
      });
      request.addEventListener("progress", () => request.status === 200 && read());
      request.addEventListener("error", () => reject(new Error(SILENT)));
      request.addEventListener("load", () => {
        if (request.status === 200) {
          read();
          if (last?.state === "done") resolve(last);
          else reject(new Error(last?.detail ?? SILENT));
          return;
        }
        let found = null;
        try {
          found = JSON.parse(request.responseText);
        } catch {
          // no JSON: a proxy's own page
        }
        reject(new Error(reason(request, found)));
      });
      request.send(body);
    });

  // As many files at a time as the server takes; what is too large is not even sent.
  const batches = (files) => {
    const made = [];
    let bytes = 0;
    for (const file of files) {
      const last = made.at(-1);
      bytes += file.size + 1000; // its header in the form
      if (last && last.length < limits.max_files && bytes < limits.max_total_bytes) {
        last.push(file);
      } else {
        made.push([file]);
        bytes = file.size + 1000;
      }
    }
    return made;
  };

  const form = (files) => {
    const made = new FormData();
    for (const file of files) made.append("files", file, file.name);
    return made;
  };

  const upload = async (parcels, leftOut = []) => {
    if (busy) return;
    busy = true;
    made.classList.add("busy");
    part("report").replaceChildren();
    const whole = { articles: leftOut, warnings: [], passages: 0, statements: 0 };
    let problem = "";
    try {
      for (const [index, { body, type, names }] of parcels.entries()) {
        say(`Reading ${names} …`);
        progress(index / parcels.length);
        const report = await send(body, type, (share) => progress((index + share) / parcels.length));
        whole.articles = whole.articles.concat(report.articles);
        whole.warnings = whole.warnings.concat(report.warnings);
        whole.passages += report.passages;
        whole.statements += report.statements;
      }
    } catch (error) {
      problem = error.message;
    }
    busy = false;
    made.classList.remove("busy");
    progress(null);
    show(whole, problem);
    load();
    return !problem && whole.articles.every(({ outcome }) => outcome !== "left out");
  };

  const show = (whole, problem) => {
    const count = (outcome) => whole.articles.filter((article) => article.outcome === outcome).length;
    const outcomes = ["added", "replaced", "unchanged", "left out"]
      .filter(count)
      .map((outcome) => `${count(outcome)} ${outcome}`);
    const numbers = `${counted(whole.passages, "passage")} and ${counted(whole.statements, "statement")} made`;
    if (problem) say(outcomes.length ? `${problem} (${outcomes.join(", ")})` : problem, "error");
    else say(`${outcomes.join(", ")}; ${numbers}`);
    part("report").replaceChildren(
      ...whole.articles.map((article) => {
        const line = element("li", "", article.outcome.replace(" ", "-"));
        line.append(element("span", article.outcome, "kind"), " ");
        line.append(article.id ? opening(article, article.name) : article.reason || article.name);
        if (article.id) {
          const found = `${counted(article.passages, "passage")}, ${counted(article.statements, "statement")}`;
          line.append(" ", element("span", found, "origin"));
        }
        return line;
      }),
      ...whole.warnings.map((warning) => element("li", warning, "warning")),
    );
    part("ask").hidden = !count("added") && !count("replaced");
  };

  const take = (chosen) => {
    const files = [...chosen];
    if (!files.length || !limits.on) return;
    const large = files.filter((file) => file.size > limits.max_article_bytes);
    const leftOut = large.map(({ name }) => ({
      name,
      outcome: "left out",
      reason: `${name}: more than the ${megabytes(limits.max_article_bytes)} that an article may have; split it`,
    }));
    const parcels = batches(files.filter((file) => !large.includes(file)));
    upload(
      parcels.map((some) => ({
        body: form(some),
        names: some.length === 1 ? some[0].name : counted(some.length, "file"),
      })),
      leftOut,
    );
  };

  const paste = async () => {
    const text = part("text").value;
    if (!text.trim()) {
      say("Paste the text of an article first", "error");
      part("text").focus();
      return;
    }
    const pasted = { text };
    for (const [field] of FIELDS) pasted[field] = part(field).value.trim();
    const body = JSON.stringify(pasted);
    const taken = await upload([{ body, type: "application/json", names: "the text" }]);
    if (taken) for (const field of ["text", ...FIELDS.map(([name]) => name)]) part(field).value = "";
  };

  const field = ([name, label, type, placeholder]) => {
    const wrapped = element("label", "", "field");
    wrapped.append(
      element("span", label),
      element("input", "", "box", { id: `articles-${name}`, type, placeholder, autocomplete: "off" }),
    );
    return wrapped;
  };

  const adding = () => {
    const add = element("div", "", "add", { id: "articles-add", hidden: "" });
    const drop = element("div", "", "drop", { id: "articles-drop" });
    const line = element("p", "Drop articles here, or ");
    const choose = element("button", "choose files", "choose", { id: "articles-choose", type: "button" });
    const input = element("input", "", "", {
      id: "articles-files",
      type: "file",
      multiple: "",
      accept: ".txt,.md,text/plain,text/markdown",
      hidden: "",
    });
    line.append(choose);
    drop.append(line, element("p", "", "limit", { id: "articles-limit" }), input);
    const details = element("details", "", "paste");
    const fields = element("div", "", "fields");
    fields.append(...FIELDS.map(field));
    const text = element("label", "", "field");
    const box = element("textarea", "", "box", { id: "articles-text", rows: "6", spellcheck: "false" });
    text.append(element("span", "Text"), box);
    const button = element("button", "Add the text", "primary", { id: "articles-paste", type: "button" });
    details.append(element("summary", "Paste text instead"), text, fields, button);
    add.append(drop, details);
    return add;
  };

  const make = () => {
    made = element("section");
    const bar = element("progress", "", "", { id: "articles-progress", max: "1", hidden: "", "aria-label": "Upload" });
    const report = element("ul", "", "on-record report", { id: "articles-report", "aria-label": "Report" });
    const ask = element("button", "Ask about them", "primary", { id: "articles-ask", type: "button", hidden: "" });
    const filter = element("input", "", "box", {
      id: "articles-filter",
      type: "search",
      placeholder: "Filter articles",
      "aria-label": "Filter articles",
      autocomplete: "off",
    });
    const scrolled = element("div", "", "scrolled");
    scrolled.append(
      adding(),
      element("p", "", "off", { id: "articles-off", hidden: "" }),
      bar,
      element("p", "", "", { id: "articles-status", role: "status" }),
      report,
      ask,
      filter,
      element("p", "", "count", { id: "articles-count", role: "status" }),
      element("ul", "", "on-record list", { id: "articles-list", "aria-label": "Articles" }),
    );
    made.append(scrolled);
    connect();
    return made;
  };

  const connect = () => {
    part("choose").addEventListener("click", () => part("files").click());
    part("files").addEventListener("change", () => {
      take(part("files").files);
      part("files").value = ""; // the same file may be chosen again
    });
    part("paste").addEventListener("click", paste);
    part("filter").addEventListener("input", () => loadLater(TYPING_MILLISECONDS));
    part("ask").addEventListener("click", () => {
      // The heading and the examples are of when the page was opened; a chat is not thrown away.
      const chatting = document.querySelector('#messages [data-testid="user"]');
      if (chatting) onRecord.show("ask");
      else location.reload();
    });
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
      made.addEventListener(name, (event) => {
        if (!limits.on || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        event.stopPropagation();
        part("drop").classList.toggle("over", name === "dragenter" || name === "dragover");
        if (name === "drop") take(event.dataTransfer.files);
      });
    }
  };

  onRecord.view({ name: "articles", label: "Articles", panel: "articles", make, shown: load });
})();
