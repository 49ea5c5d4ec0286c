// Draws an issue's reports over time: hours or days, with the releases that came meanwhile. Without it there are plain bars.
(() => {
  "use strict";
  let plot = null;
  let span = "hours";

  const read = (text) => {
    const [first, ...counts] = text.split(" ").map(Number);
    return { first, counts };
  };

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const draw = () => {
    const place = document.getElementById("chart");
    if (!place || !place.dataset[span]) return;
    const choice = document.getElementById("chart-span");
    choice.hidden = !place.dataset.days;
    choice.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.span === span)));
    document.getElementById("chart-plain").hidden = true;
    const { first, counts } = read(place.dataset[span]);
    const step = span === "hours" ? 3600 : 86400;
    const times = counts.map((_, i) => first + i * step);
    const releases = JSON.parse(place.dataset.releases || "[]").filter(([at]) => at >= first);
    if (plot) plot.destroy();
    const axis = { stroke: color("--faint"), grid: { stroke: color("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
    plot = new uPlot({
      width: place.clientWidth,
      height: 200,
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      legend: { live: true },
      scales: { x: { time: true, range: (_, first, last) => [first, last + step] }, y: { range: (_, least, most) => [0, Math.max(4, most * 1.1)] } },
      axes: [axis, { ...axis, size: 56, values: (_, ticks) => ticks.map((tick) => Number.isInteger(tick) ? tick.toLocaleString("en") : "") }],
      series: [
        { label: "Time", value: (_, at) => at === null ? `the last ${span === "hours" ? "7 days" : "30 days"}` : new Date(at * 1000).toISOString().slice(0, 16).replace("T", " ") + " UTC" },
        { label: "Reports", stroke: color("--accent"), fill: color("--bar"), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.8, 40], align: 1 }), value: (_, count) => (count ?? counts.reduce((sum, one) => sum + one, 0)).toLocaleString("en") },
      ],
      tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"),
      hooks: {
        draw: [(chart) => {
          const context = chart.ctx;
          context.save();
          context.strokeStyle = color("--watched");
          context.fillStyle = color("--watched");
          context.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
          context.setLineDash([4, 4]);
          const rows = [-Infinity, -Infinity, -Infinity]; // where the last name of each row ends: names that are close stand below each other
          for (const [at, name] of releases) {
            const x = Math.round(chart.valToPos(at, "x", true));
            context.beginPath();
            context.moveTo(x, chart.bbox.top);
            context.lineTo(x, chart.bbox.top + chart.bbox.height);
            context.stroke();
            const label = name.length > 18 ? name.slice(0, 17) + "…" : name;
            const isRight = x > chart.bbox.left + chart.bbox.width - 120 * devicePixelRatio;
            const gap = 4 * devicePixelRatio;
            const width = context.measureText(label).width;
            const from = isRight ? x - gap - width : x + gap;
            const row = rows.findIndex((end) => end < from);
            if (row < 0) continue; // no room: the line is there, and the bars of releases have its name
            rows[row] = from + width + gap;
            context.fillText(label, from, chart.bbox.top + (11 + 13 * row) * devicePixelRatio);
          }
          context.restore();
        }],
      },
    }, [times, counts], place);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#chart-span button");
    if (!button) return;
    span = button.dataset.span;
    draw();
  });
  const redraw = () => { plot = null; draw(); };
  addEventListener("pagechanged", redraw);
  addEventListener("themechange", draw);
  let resizing = 0;
  addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(draw, 100); });
  draw();
})();
