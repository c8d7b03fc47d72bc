// The curve of a target: what was reached against what was due, drawn from the numbers the page carries.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var place = document.getElementById("curve");
    var source = document.getElementById("curve-data");
    if (!place || !source || !window.echarts) { return; }
    place.hidden = false;
    document.getElementById("curve-legend").hidden = false;
    document.getElementById("curve-table").open = false;
    var told = JSON.parse(JSON.parse(source.textContent));
    var chart = window.echarts.init(place, null, { renderer: "svg" });
    var print = new Intl.NumberFormat("vi-VN");

    function number(text) { return text === null ? null : Number(text); }
    function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

    function draw() {
      var due = told.due.some(function (one) { return one !== null; });
      chart.setOption({
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
        grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true },
        tooltip: { trigger: "axis", valueFormatter: function (one) { return one === null || one === undefined ? "–" : print.format(one) + " " + told.unit; } },
        xAxis: { type: "category", data: told.months, boundaryGap: false, axisLabel: { color: colour("--ink-soft") }, axisLine: { lineStyle: { color: colour("--line") } } },
        yAxis: { type: "value", axisLabel: { color: colour("--ink-soft"), formatter: function (one) { return print.format(one); } }, splitLine: { lineStyle: { color: colour("--line") } } },
        series: [{ name: told.labels.value, type: "line", showSymbol: false, lineStyle: { width: 3, color: colour("--bar") }, itemStyle: { color: colour("--bar") }, areaStyle: { opacity: 0.08, color: colour("--bar") }, data: told.value.map(number) }].concat(due ? [{ name: told.labels.due, type: "line", showSymbol: false, lineStyle: { width: 2, type: "dashed", color: colour("--ink-soft") }, itemStyle: { color: colour("--ink-soft") }, data: told.due.map(number) }] : [])
      }, true);
    }
    draw();
    window.addEventListener("resize", function () { chart.resize(); });
    new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  });
})();
