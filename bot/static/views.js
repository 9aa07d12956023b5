// The page's views and their tabs. A view's own script registers it with
// `onRecord.view({name, label, panel, make, shown})`: `panel` is the id of its element,
// which `make` makes once, and `shown` is called whenever the reader opens the view.
// What several views need is here too.
const onRecord = (() => {
  "use strict";
  const views = [{ name: "ask", label: "Ask", panel: "chat" }]; // Gradio makes the chat
  const panels = new Map();
  let current = "ask";

  const element = (name, text, className, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // Gives the newest answer only: what an earlier call still waits for is dropped.
  const latest = (take) => {
    let waiting = null;
    return async (address, failed) => {
      waiting?.abort();
      const mine = (waiting = new AbortController());
      try {
        const response = await fetch(address, { signal: mine.signal });
        const found = await response.json().catch(() => null);
        if (mine !== waiting) return;
        if (response.ok && found) take(found);
        else failed(reason(response, found));
      } catch {
        if (mine === waiting) failed(SILENT);
      }
    };
  };
  const SILENT = "the server does not answer; is it still running?";
  const reason = (response, found) =>
    typeof found?.detail === "string"
      ? found.detail
      : `the server answered ${response.status} ${response.statusText}`;

  const later = (run) => {
    let timer = 0;
    return (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    };
  };

  const tabs = () => {
    const list = element("div", "", "", { id: "views", role: "tablist", "aria-label": "Views" });
    for (const { name, label, panel } of views) {
      list.append(
        element("button", label, "view", {
          id: `view-${name}`,
          type: "button",
          role: "tab",
          "aria-controls": panel,
        }),
      );
    }
    const to = (tab) => {
      show(tab.id.slice("view-".length));
      tab.focus();
    };
    list.addEventListener("click", (event) => {
      const tab = event.target.closest("[role=tab]");
      if (tab) to(tab);
    });
    list.addEventListener("keydown", (event) => {
      const all = [...list.children];
      const at = all.indexOf(document.activeElement);
      const moves = {
        ArrowLeft: all.at(at - 1),
        ArrowRight: all[(at + 1) % all.length],
        Home: all[0],
        End: all.at(-1),
      };
      const tab = Object.hasOwn(moves, event.key) && moves[event.key];
      if (!tab) return;
      event.preventDefault();
      to(tab);
    });
    return list;
  };

  const mark = () => {
    for (const { name, panel } of views) {
      const tab = document.getElementById(`view-${name}`);
      tab.setAttribute("aria-selected", String(name === current));
      tab.tabIndex = name === current ? 0 : -1;
      document.getElementById(panel).hidden = name !== current;
    }
  };

  const show = (name) => {
    if (name === current) return;
    current = name;
    mark();
    document.body.classList.remove("evidence-open"); // on a phone the sheet covers the view
    views.find((view) => view.name === name).shown?.();
  };

  const panelOf = (view) => {
    if (!panels.has(view.name)) {
      const made = view.make();
      made.id = view.panel;
      made.hidden = true;
      made.classList.add("panel");
      panels.set(view.name, made);
    }
    const made = panels.get(view.name);
    made.setAttribute("role", "tabpanel");
    made.setAttribute("aria-labelledby", `view-${view.name}`);
    return made;
  };

  // Gradio lays its page out after this has run, and may do so again.
  const place = () => {
    const [heading, chat, evidence] = ["heading", "chat", "evidence"].map((id) =>
      document.getElementById(id),
    );
    if (!heading || !chat || !evidence) return;
    const listed = [...document.querySelectorAll("#views [role=tab]")].length === views.length;
    if (listed && views.every(({ panel }) => document.getElementById(panel))) return;
    document.getElementById("views")?.remove();
    heading.append(tabs());
    chat.setAttribute("role", "tabpanel");
    chat.setAttribute("aria-labelledby", "view-ask");
    for (const view of views) if (view.make) evidence.before(panelOf(view));
    mark();
  };

  const view = (registered) => {
    views.push(registered);
    place();
  };

  new MutationObserver(place).observe(document.documentElement, { childList: true, subtree: true });
  return { element, latest, later, reason, show, view, SILENT };
})();
