// "Timeline": what the articles put on days, drawn in lanes along an axis of time and
// listed below. A point is a citation, which page.js opens beside it. Everything that
// comes from an article enters the page as text, never as markup.
(() => {
  "use strict";
  const TYPING_MILLISECONDS = 250;
  const DAY = 864e5; // milliseconds
  const FIRST_DAY = Date.parse("0001-01-01") / DAY;
  const LAST_DAY = Date.parse("9999-12-31") / DAY;
  const POINT = 24; // pixels: the least size of what is to be hit
  const LANES = 7; // beside the events' and the others'
  const LETTER = 7; // pixels of a label's letter, about
  const TICK = 72; // pixels between labels, at least
  const BARS = 48; // pixels
  const AXIS = 24;
  const SOURCES = 4; // of copies, that are listed at once
  const EVENTS = "Events";
  const OTHERS = "Others";
  const { element, latest, later } = onRecord;

  let made = null;
  let found = null; // what the server gave
  let range = null; // the days that are asked for, [first, last]; the server's choice when none
  let shown = [0, 0]; // the days that are drawn
  let speakers = [];

  const part = (id) => made.querySelector(`#timeline-${id}`);
  const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

  // Days are numbers, counted from 1970.
  const toDay = (iso) => Math.round(Date.parse(iso) / DAY);
  const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const written = (day, parts) =>
    new Date(day * DAY).toLocaleDateString("en-GB", { timeZone: "UTC", ...parts });
  const whole = (day) => written(day, { day: "numeric", month: "long", year: "numeric" });
  const days = (item) => [toDay(item.first), toDay(item.last)];
  const inWords = (first, last) => {
    if (first === last) return whole(first);
    const [from, to] = [new Date(first * DAY), new Date((last + 1) * DAY)];
    const fromFirst = from.getUTCDate() === 1 && to.getUTCDate() === 1;
    const years = to.getUTCFullYear() - from.getUTCFullYear();
    const months = 12 * years + to.getUTCMonth() - from.getUTCMonth();
    if (fromFirst && months === 1) return written(first, { month: "long", year: "numeric" });
    if (fromFirst && from.getUTCMonth() === 0 && months === 12) return String(from.getUTCFullYear());
    if (fromFirst && from.getUTCMonth() === 0 && months % 12 === 0) {
      return `${from.getUTCFullYear()} to ${to.getUTCFullYear() - 1}`;
    }
    return `${whole(first)} to ${whole(last)}`;
  };

  const who = (item) =>
    item.kind === "event" ? "" : item.speakers.join(", ") || item.mention || "Speaker not named";
  const origin = (source) => [source.title, source.outlet, source.published].filter(Boolean).join(" · ");
  const place = (source) => `at-${source.article_id}-${source.start}-${source.end}`;

  // Axis
  const monthOf = (day) => {
    const date = new Date(day * DAY);
    return 12 * date.getUTCFullYear() + date.getUTCMonth();
  };
  const beginOf = (month) => {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
    return Math.round(date.getTime() / DAY);
  };
  const ticks = (first, last, most) => {
    for (const step of [1, 2, 7, 14]) {
      if ((last - first + 1) / step > most) continue;
      const begin = step < 7 ? first : first + ((11 - (first % 7)) % 7); // Mondays
      const at = [];
      for (let day = begin; day <= last; day += step) at.push(day);
      return at.map((day) => [day, written(day, { day: "numeric", month: "short" })]);
    }
    const months = monthOf(last) - monthOf(first) + 1;
    const steps = [1, 2, 3, 6, ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].map((years) => 12 * years)];
    const step = steps.find((size) => months / size <= most) ?? steps.at(-1);
    const at = [];
    for (let month = Math.ceil(monthOf(first) / step) * step; month <= monthOf(last); month += step) {
      const day = beginOf(month);
      if (day < first) continue;
      const label = step < 12 ? written(day, { month: "short", year: "numeric" }) : String(month / 12);
      at.push([day, label]);
    }
    return at;
  };

  const svg = (name, attributes, text) => {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) drawn.setAttribute(key, value);
    if (text) drawn.textContent = text;
    return drawn;
  };

  // Picture
  const lanesOf = (items) => {
    const byArticle = part("lanes").value === "article";
    const names = (item) => {
      if (byArticle) return item.sources.map((source) => source.title);
      return item.kind === "event" ? [EVENTS] : item.speakers.length ? item.speakers : [OTHERS];
    };
    const counts = new Map();
    for (const item of items) {
      for (const name of new Set(names(item))) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const named = [...counts.keys()]
      .filter((name) => name !== EVENTS && name !== OTHERS)
      .sort((one, other) => counts.get(other) - counts.get(one))
      .slice(0, LANES);
    const lanes = new Map([EVENTS, ...named, OTHERS].map((name) => [name, []]));
    for (const item of items) {
      const own = names(item).filter((name) => lanes.has(name));
      for (const name of own.length ? new Set(own) : [OTHERS]) lanes.get(name).push(item);
    }
    return [...lanes].filter(([, laned]) => laned.length);
  };

  // Points that would lie on each other become one, which leads into them.
  const groups = (items, x) => {
    const placed = items.map((item) => [x(item), item]).sort((one, other) => one[0] - other[0]);
    const grouped = [];
    for (const [at, item] of placed) {
      const last = grouped.at(-1);
      if (last && at - last.at < POINT) last.items.push(item);
      else grouped.push({ at, items: [item] });
    }
    return grouped;
  };

  const label = (item) => {
    const named = item.words ? ` (“${item.words}”)` : " (the article’s date)";
    const speaker = who(item) ? `${who(item)}: ` : "";
    return `${inWords(...days(item))}${named}. ${speaker}${item.quote} ${origin(item.sources[0])}`;
  };

  const point = ({ at, items }) => {
    let button;
    if (items.length === 1) {
      const [item] = items;
      const kind = `${item.kind} ${item.dated_by === "article" ? "of-article" : ""}`;
      button = element("button", "", `cite point ${kind} ${place(item.sources[0])}`);
      button.setAttribute("aria-label", label(item));
      button.title = label(item);
    } else {
      const all = items.map(days);
      const [first, last] = [Math.min(...all.map((d) => d[0])), Math.max(...all.map((d) => d[1]))];
      const kinds = new Set(items.map((item) => item.kind));
      const kind = kinds.size === 1 ? `only-${items[0].kind}` : "";
      button = element("button", items.length > 99 ? "99+" : String(items.length), `cluster ${kind}`);
      const what = `${items.length} between ${whole(first)} and ${whole(last)}`;
      button.setAttribute("aria-label", what);
      button.title = what;
      button.addEventListener("click", () => {
        const [from, to] = [Math.max(first, shown[0]), Math.min(last, shown[1])];
        if (to > from && to - from < shown[1] - shown[0]) zoom(from, to);
        else toList(items[0]);
      });
    }
    button.type = "button";
    button.tabIndex = -1;
    button.style.left = `${at}px`;
    return button;
  };

  const draw = () => {
    const plot = part("plot");
    const width = plot.clientWidth;
    if (!found || !width) return;
    const focused = plot.contains(document.activeElement);
    shown = found.range.map(toDay);
    const [first, last] = shown;
    const margin = POINT / 2;
    const at = (day) => margin + ((day - first) / (last - first + 1)) * (width - 2 * margin);
    const clipped = (day) => Math.min(Math.max(at(day), margin), width - margin);
    const middle = (item) => {
      const [from, to] = days(item);
      return (clipped(from) + clipped(to + 1)) / 2;
    };
    const lanes = lanesOf(found.items).map(([name, items]) => {
      const lane = element("div", "", "lane", { role: "group", "aria-label": name });
      const track = element("div", "", "track");
      const back = svg("svg", { width, height: POINT, "aria-hidden": "true" });
      for (const item of items) {
        const [from, to] = days(item).map((day, end) => clipped(day + end));
        if (to - from > POINT / 2) {
          back.append(svg("rect", { x: from, y: POINT / 2 - 2, width: to - from, height: 4, rx: 2, class: item.kind }));
        }
      }
      track.append(back, ...groups(items, middle).map(point));
      lane.append(element("div", name, "name"), track);
      return lane;
    });
    const grid = ticks(first, last, Math.max(2, Math.floor(width / TICK)));
    const most = Math.max(1, ...found.bars.map((bar) => bar.count));
    const top = svg("svg", { id: "timeline-bars", width, height: BARS + AXIS, "aria-hidden": "true" });
    for (const bar of found.bars) {
      const from = clipped(toDay(bar.first));
      const to = clipped(toDay(bar.last) + 1);
      const height = Math.max(2, (BARS * bar.count) / most);
      const drawn = svg("rect", { x: from, y: BARS - height, width: Math.max(1, to - from - 1), height, class: "bar" });
      drawn.append(svg("title", {}, `${inWords(toDay(bar.first), toDay(bar.last))}: ${bar.count}`));
      top.append(drawn);
    }
    top.append(svg("line", { x1: 0, x2: width, y1: BARS + 0.5, y2: BARS + 0.5, class: "axis" }));
    let taken = 0; // of the width by labels: the first begins at its tick, others lie around theirs
    for (const [day, name] of grid) {
      const x = clipped(day);
      top.append(svg("line", { x1: x, x2: x, y1: BARS, y2: BARS + 5, class: "axis" }));
      const anchor = x < TICK / 2 ? "start" : x > width - TICK / 2 ? "end" : "middle";
      const wide = name.length * LETTER;
      const left = x - { start: 0, middle: wide / 2, end: wide }[anchor];
      if (left < taken) continue;
      taken = left + wide + LETTER;
      top.append(svg("text", { x: Math.min(Math.max(x, 0), width), y: BARS + 19, "text-anchor": anchor }, name));
    }
    plot.replaceChildren(top, ...lanes);
    const buttons = [...plot.querySelectorAll("button")];
    if (buttons.length) buttons[0].tabIndex = 0;
    if (focused) buttons[0]?.focus({ preventScroll: true });
    choosing(top, at);
  };

  // A range is chosen by drawing over the bars, or a stretch by a press on its bar.
  const choosing = (top, at) => {
    const day = (event) => {
      const x = event.clientX - top.getBoundingClientRect().left;
      const [first, last] = shown;
      const share = (x - at(first)) / (at(last + 1) - at(first));
      return Math.min(Math.max(first + Math.floor(share * (last - first + 1)), first), last);
    };
    let from = null;
    const chosen = svg("rect", { y: 0, height: BARS, class: "chosen" });
    top.addEventListener("pointerdown", (event) => {
      from = day(event);
      top.setPointerCapture(event.pointerId);
      top.append(chosen);
    });
    top.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const [one, other] = [from, day(event)].sort((a, b) => a - b);
      chosen.setAttribute("x", at(one));
      chosen.setAttribute("width", at(other + 1) - at(one));
    });
    top.addEventListener("pointercancel", () => {
      from = null;
      chosen.remove();
    });
    top.addEventListener("pointerup", (event) => {
      if (from === null) return;
      const [one, other] = [from, day(event)].sort((a, b) => a - b);
      from = null;
      chosen.remove();
      if (one !== other) {
        zoom(one, other);
        return;
      }
      const bar = found.bars.find(({ first, last }) => toDay(first) <= one && one <= toDay(last));
      if (bar && bar.first !== bar.last) zoom(toDay(bar.first), toDay(bar.last));
    });
  };

  // One tab stop; the arrow keys go along a lane and to the nearest point of the next one.
  const move = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const lane = [...button.parentElement.querySelectorAll("button")];
    const rows = [...part("plot").querySelectorAll(".track")];
    const at = lane.indexOf(button);
    const nearest = (row) => {
      const x = (one) => Math.abs(parseFloat(one.style.left) - parseFloat(button.style.left));
      return row && [...row.querySelectorAll("button")].sort((one, other) => x(one) - x(other))[0];
    };
    const row = rows.indexOf(button.parentElement);
    const moves = {
      ArrowLeft: lane[at - 1],
      ArrowRight: lane[at + 1],
      Home: lane[0],
      End: lane.at(-1),
      ArrowUp: nearest(rows[row - 1]),
      ArrowDown: nearest(rows[row + 1]),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    const next = moves[event.key];
    if (!next) return;
    for (const other of part("plot").querySelectorAll("button")) other.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };

  // List
  const listed = (item) => {
    const line = element("li", "", "dated");
    const head = element("p", "", "line");
    head.append(element("time", inWords(...days(item)), "", { datetime: item.first }));
    const named = item.words ? `“${item.words}”` : "the article’s date";
    head.append(" ", element("span", named, "words"));
    if (who(item)) head.append(" ", element("span", who(item), "speaker"));
    head.append(" ", element("span", item.kind, "kind"));
    line.append(head, element("blockquote", item.quote, "quote"));
    const sources = item.sources.map((source) =>
      element("button", origin(source), `cite source ${place(source)}`, { type: "button" }),
    );
    line.append(...sources.slice(0, SOURCES));
    if (sources.length > SOURCES) {
      const more = element("details");
      more.append(element("summary", `and ${sources.length - SOURCES} more`), ...sources.slice(SOURCES));
      line.append(more);
    }
    return line;
  };
  const toList = (item) => {
    const line = part("list").children[found.items.indexOf(item)];
    line.scrollIntoView({ block: "center" });
    line.querySelector("button").focus({ preventScroll: true });
  };

  const heading = () => {
    const { items, total, outside, open } = found;
    const [first, last] = found.range.map(toDay);
    const what = total ? `${inWords(first, last)}: ${counted(total, "dated sentence")}` : "Nothing here has a date";
    const cut = items.length < total ? `, of which the ${items.length} ${part("topic").value.trim() ? "nearest to the topic" : "latest"} are shown` : "";
    const beyond = outside ? `; ${counted(outside, "other")} before or after` : "";
    const unknown = open ? `. ${counted(open, "sentence")} of the articles could not be put on a day` : "";
    return `${what}${cut}${beyond}${unknown}.`;
  };

  const say = (line, className) => {
    part("status").className = className;
    part("status").textContent = line;
    part("plot").setAttribute("aria-busy", String(className === "loading"));
  };

  const fetchTimeline = latest((given) => {
    found = given;
    part("from").value = given.range[0];
    part("to").value = given.range[1];
    part("list").replaceChildren(...given.items.map(listed));
    for (const id of ["plot", "legend"]) part(id).hidden = !given.items.length;
    draw();
    say(heading(), given.total ? "" : "none");
  });
  const load = () => {
    const asked = new URLSearchParams();
    const topic = part("topic").value.trim();
    if (part("speaker").value) asked.set("speaker", part("speaker").value);
    if (topic) asked.set("topic", topic);
    if (range) {
      asked.set("from", toIso(range[0]));
      asked.set("to", toIso(range[1]));
    }
    say("Looking …", "loading");
    fetchTimeline(`api/timeline?${asked}`, (reason) => {
      found = null;
      part("plot").replaceChildren();
      part("list").replaceChildren();
      say(reason, "error");
    });
  };
  const loadLater = later(load);
  const anew = () => {
    range = null; // of somebody else, on something else: other days
    loadLater(TYPING_MILLISECONDS);
  };

  const zoom = (first, last) => {
    range = [Math.max(first, FIRST_DAY), Math.min(last, LAST_DAY)];
    load();
  };
  const now = () => range ?? found?.range.map(toDay) ?? shown; // one press may follow on another
  const scale = (factor) => {
    const [first, last] = now();
    const half = Math.max(0, Math.round(((last - first + 1) * factor) / 2 - 0.5));
    const middle = Math.floor((first + last) / 2);
    zoom(middle - half, middle + half);
  };
  const shift = (direction) => {
    const [first, last] = now();
    const step = Math.max(1, Math.round((last - first + 1) / 2)) * direction;
    zoom(first + step, last + step);
  };

  const fetchSpeakers = latest((given) => {
    speakers = given.filter((speaker) => speaker.named);
    const chosen = part("speaker").value;
    const names = speakers.map(({ name }) => element("option", name, "", { value: name }));
    part("speaker").replaceChildren(element("option", "Everyone", "", { value: "" }), ...names);
    if (speakers.some(({ name }) => name === chosen)) part("speaker").value = chosen;
  });

  const labelled = (text, control) => {
    const label = element("label", "", "control");
    label.append(element("span", text), control);
    return label;
  };
  const control = (id, name, attributes = {}) =>
    element(name, "", "box", { id: `timeline-${id}`, autocomplete: "off", ...attributes });

  const make = () => {
    made = element("section");
    const controls = element("div", "", "controls");
    const lanes = control("lanes", "select");
    for (const name of ["speaker", "article"]) lanes.append(element("option", name, "", { value: name }));
    const who = control("speaker", "select");
    who.append(element("option", "Everyone", "", { value: "" }));
    controls.append(
      labelled("Topic", control("topic", "input", { type: "search", placeholder: "On what topic?" })),
      labelled("Speaker", who),
      labelled("Lanes by", lanes),
      labelled("From", control("from", "input", { type: "date", min: "0001-01-01", max: "9999-12-31" })),
      labelled("To", control("to", "input", { type: "date", min: "0001-01-01", max: "9999-12-31" })),
    );
    const zooming = element("div", "", "zooming", { role: "group", "aria-label": "Range" });
    for (const [text, name, run] of [
      ["◂", "Earlier", () => shift(-1)],
      ["▸", "Later", () => shift(1)],
      ["+", "Zoom in", () => scale(0.5)],
      ["−", "Zoom out", () => scale(2)],
      ["All", "The whole time", () => found && zoom(...found.whole.map(toDay))],
    ]) {
      const button = element("button", text, "step", { type: "button", "aria-label": name, title: name });
      button.addEventListener("click", run);
      zooming.append(button);
    }
    const legend = element("p", "", "legend", { id: "timeline-legend", hidden: "" });
    for (const [kind, name] of [
      ["statement", "statement that names the day"],
      ["statement of-article", "statement, by its article’s date"],
      ["event", "other sentence that names a day"],
    ]) {
      const line = element("span");
      line.append(element("span", "", `sample ${kind}`, { "aria-hidden": "true" }), name);
      legend.append(line);
    }
    const scrolled = element("div", "", "scrolled");
    scrolled.append(
      controls,
      zooming,
      element("p", "", "", { id: "timeline-status", role: "status" }),
      element("div", "", "on-record", {
        id: "timeline-plot",
        role: "group",
        "aria-label": "Picture: the arrow keys go from point to point; the same is listed below",
        hidden: "",
      }),
      legend,
      element("ol", "", "on-record", { id: "timeline-list", "aria-label": "By date" }),
    );
    made.append(scrolled);
    part("topic").addEventListener("input", anew);
    part("speaker").addEventListener("change", anew);
    part("lanes").addEventListener("change", draw);
    for (const id of ["from", "to"]) {
      part(id).addEventListener("change", () => {
        const [first, last] = [part("from").value, part("to").value].map(toDay);
        if (first <= last) zoom(first, last);
        else say("The range begins with the earlier day", "error");
      });
    }
    part("plot").addEventListener("keydown", move);
    new ResizeObserver(draw).observe(part("plot"));
    return made;
  };

  const opened = () => {
    fetchSpeakers("api/speakers", () => {});
    load();
  };
  onRecord.view({ name: "timeline", label: "Timeline", panel: "timeline", make, shown: opened });
})();
