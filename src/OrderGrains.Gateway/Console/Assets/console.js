// OrderGrains console: times in the viewer's zone, how long until, keys, and a form that is sent once. All of it works without.
"use strict";
(() => {
  const two = (n) => String(n).padStart(2, "0");
  const portuguese = document.documentElement.lang.startsWith("pt");
  const months = portuguese
    ? ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"]
    : ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const days = portuguese ? ["dom", "seg", "ter", "qua", "qui", "sex", "sáb"] : ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const clock = document.querySelector(".clock time");
  const loaded = Date.now();
  const served = clock ? Date.parse(clock.dateTime) : loaded;
  const now = () => new Date(served + Date.now() - loaded);

  const day = (at) => `${at.getDate()}\u00a0${months[at.getMonth()]}${at.getFullYear() === now().getFullYear() ? "" : `\u00a0${at.getFullYear()}`}`;
  const time = (at, form) => {
    const minute = `${two(at.getHours())}:${two(at.getMinutes())}`;
    const second = `${minute}:${two(at.getSeconds())}`;
    return form === "m" ? minute : form === "ms" ? `${second}.${String(at.getMilliseconds()).padStart(3, "0")}` : second;
  };
  const written = (at, form) => (at.toDateString() === now().toDateString() || form === "axis" ? "" : `${day(at)}, `) + time(at, form);

  // Times: in the viewer's zone, the UTC on hover.
  const dress = (root) => {
    for (const one of root.querySelectorAll("time[data-f]")) {
      const at = new Date(one.dateTime);
      if (one.dataset.f !== "page" && !Number.isNaN(at.getTime())) one.textContent = written(at, one.dataset.f);
    }
    for (const one of root.querySelectorAll("text[data-at]")) one.textContent = time(new Date(one.dataset.at), one.dataset.f);
  };
  dress(document);

  // The clock of the page goes on.
  const zone = document.querySelector("[data-zone]");
  if (zone) {
    const name = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    zone.textContent = name.includes("/") ? name.split("/").pop().replaceAll("_", " ") : name;
  }
  const two_units = (first, unit, second, smaller) => (second === 0 ? `${first}\u00a0${unit}` : `${first}\u00a0${unit} ${second}\u00a0${smaller}`);
  const span = (s) =>
    s < 60 ? `${s}\u00a0s`
    : s < 3600 ? two_units(Math.floor(s / 60), "min", s % 60, "s")
    : s < 86400 ? two_units(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min")
    : two_units(Math.floor(s / 86400), "d", Math.floor((s % 86400) / 3600), "h");
  const tick = () => {
    const at = now();
    if (clock) {
      clock.replaceChildren(`${days[at.getDay()]} ${day(at)}, `);
      const bold = document.createElement("b");
      bold.textContent = time(at, "s");
      clock.append(bold);
    }
    for (const one of document.querySelectorAll("[data-until]")) {
      const left = Math.round((Date.parse(one.dataset.until) - at.getTime()) / 1000);
      one.textContent = left <= 0 ? (portuguese ? "agora" : "now") : `${portuguese ? "em" : "in"}\u00a0${span(left)}`;
    }
  };
  tick();
  setInterval(tick, 1000);

  // Keys: / searches, j and k go from line to line, Enter opens the line.
  const lines = () => [...document.querySelectorAll("[data-line]")];
  const go = (by) => {
    const all = lines();
    if (all.length === 0) return;
    const at = all.findIndex((one) => one.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
    (next.querySelector("a[href], button, summary") ?? next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur?.();
      return;
    }
    if (event.key === "/") {
      const search = document.getElementById("q");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
  });

  // A form is sent once: a second press while the answer is under way does nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    else event.target.dataset.sent = "1";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // A page that has changed shows itself anew, but not while somebody types or decides: then it does so afterwards.
  const live = document.querySelector("main[data-live]");
  if (live) {
    let stale = false;
    const busy = () => document.hidden || document.activeElement?.closest("main form") != null;
    const summaries = (root) => [...root.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
    const anew = async () => {
      stale = true;
      if (busy()) return;
      const answer = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
      const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      const next = page?.querySelector("main[data-live]");
      if (!next || busy()) return;
      stale = false;
      const open = summaries(live);
      dress(next);
      live.replaceChildren(...next.childNodes);
      for (const one of live.querySelectorAll("details > summary")) if (open.includes(one.textContent)) one.parentElement.open = true;
      document.title = page.title;
      document.querySelector(".rail nav").replaceWith(page.querySelector(".rail nav"));
      tick();
    };
    live.addEventListener("focusout", () => setTimeout(() => { if (stale) anew(); }, 0));
    document.addEventListener("visibilitychange", () => { if (stale && !document.hidden) anew(); });
    const told = new EventSource(live.dataset.live);
    told.addEventListener("changed", anew);
    addEventListener("pagehide", () => told.close());
  }

  // A choice that narrows a list does so at once.
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-go]")) event.target.form.requestSubmit();
  });

  // What was done is said once: the address forgets it, so that a reload does not say it again.
  const here = new URL(location.href);
  if (here.searchParams.has("did")) {
    here.searchParams.delete("did");
    history.replaceState(null, "", here);
  }
})();
