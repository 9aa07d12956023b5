// Chooses between the sentences of /embed/check by what only the frame itself knows.
(async () => {
  "use strict";
  const set = (id, state, text) => {
    for (const line of document.querySelectorAll(`#${id} [data-is]`)) {
      line.hidden = line.dataset.is !== state;
      if (text) line.querySelector("output")?.replaceChildren(text);
    }
  };
  const framed = window.top !== window;
  const confined = self.origin === "null";
  set("scripts", "ok");
  if (!framed) set("framed", "no");
  set("sandbox", confined ? "lacking" : "ok");

  // Chromium and WebKit tell all origins around a frame; others tell none.
  const around = [...(location.ancestorOrigins ?? [])];
  const named = document.body.dataset.ancestors.toLowerCase().split(" ");
  if (around.length && !new URLSearchParams(location.search).get("parent")) {
    const allowed = around.every((origin) => origin === location.origin || named.includes(origin));
    set("ancestors", allowed ? "ok" : "lacking");
  }

  try {
    set("cookies", navigator.cookieEnabled && window.localStorage ? "ok" : "blocked");
  } catch {
    set("cookies", "blocked");
  }

  const policy = document.permissionsPolicy ?? document.featurePolicy;
  const allowed = policy?.allowsFeature?.("clipboard-write") ?? true;
  set("clipboard", navigator.clipboard && allowed ? "ok" : "lacking");

  const { innerWidth, innerHeight } = window;
  set("size", innerWidth >= 320 && innerHeight >= 400 ? "ok" : "lacking", `${innerWidth} × ${innerHeight}`);

  try {
    set("api", (await fetch("../healthz")).ok ? "ok" : "lacking");
  } catch {
    set("api", "lacking");
  }
})();
