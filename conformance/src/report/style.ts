/** One page, no request, no scrolling of the page itself: the lists scroll inside their own column. */
export const style = `
:root{--ink:#1c2430;--dim:#5b6675;--line:#d5dbe3;--paper:#fbfcfd;--yes:#dff3e4;--depends:#fdf0cf;--no:#f9dcdc;--focus:#1a56c4;--spent:#c65f5f;--spared:#3f8f58}
@media (prefers-color-scheme:dark){:root{--ink:#e7ecf2;--dim:#9aa7b6;--line:#3a4452;--paper:#161b22;--yes:#173f26;--depends:#4a3a0c;--no:#4d1f22;--focus:#7fb0ff;--spent:#d87f7f;--spared:#67bd82}}
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:grid;grid-template:auto 1fr/230px minmax(0,1fr) 380px;font:14px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow:hidden}
header{grid-column:1/-1;padding:6px 16px;border-bottom:1px solid var(--line);font-size:12px;display:flex;gap:4px 18px;align-items:baseline;flex-wrap:wrap}
h1{font-size:16px;margin:0}header dl{display:flex;gap:4px 14px;margin:0;flex-wrap:wrap}header div{display:flex;gap:5px}dt{color:var(--dim)}dd{margin:0;font-variant-numeric:tabular-nums;font-weight:600}
nav{overflow:auto;border-right:1px solid var(--line);padding:4px 8px}nav>*{display:block;width:100%;text-align:left}nav details{border:0;padding:0}nav details button{margin-left:10px}nav>*,nav summary,nav button{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}nav summary{font-size:12px;line-height:1.25;padding:1px 6px}
nav button{border:0;background:none;color:inherit;font:inherit;font-size:12px;line-height:1.25;padding:1px 6px;border-radius:5px;cursor:pointer}
nav button[aria-current=true]{background:var(--line);font-weight:600}
main{overflow:auto;padding:12px 20px}h2{font-size:18px;margin:0}h2 span{color:var(--dim);font-weight:400}.title{margin:2px 0 10px;color:var(--dim)}
table{border-collapse:separate;border-spacing:4px}caption{caption-side:bottom;color:var(--dim);text-align:left;padding-top:4px}
th{font-weight:600;padding:2px 8px;white-space:nowrap;font-size:13px}th.corner{color:var(--dim);font-weight:400}th[scope=row]{text-align:right}
.cell{width:66px;height:46px;border:1px solid var(--line);border-radius:7px;font-size:19px;line-height:1;color:inherit;cursor:pointer;display:grid;place-content:center;justify-items:center;gap:2px}
.cell small{font-size:10px}.yes{background:var(--yes)}.depends{background:var(--depends)}.no{background:var(--no)}.disagree{color:#c00;font-weight:700}
.badge{border:1px dashed currentColor;border-radius:4px;padding:0 2px}.filter{padding:2px 6px;font-size:13px}
body:has(#errata:checked) .cell:not(.known){opacity:.15}body:has(#errata:checked) nav .unknown,body:has(#errata:checked) li.unknown{display:none}
.cell[aria-pressed=true]{outline:3px solid var(--ink)}
button:focus-visible,summary:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
aside{overflow:auto;border-left:1px solid var(--line);padding:12px 16px}aside h3{font-size:15px;margin:0 0 4px}aside h4{margin:14px 0 4px;font-size:13px;color:var(--dim)}
.reasons{padding-left:16px;margin:8px 0}.reasons li{margin-bottom:8px}code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}.code{font-weight:700}.values{color:var(--dim);overflow-wrap:anywhere;font-size:12px}
.jump{font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:6px;padding:2px 8px;cursor:pointer;text-align:left}
details{border-top:1px solid var(--line);padding:3px 0}details ul{margin:2px 0;padding-left:18px}summary{cursor:pointer}
svg.chart{width:100%;max-width:780px;display:block;font-size:12px}svg.chart text{fill:var(--ink)}svg.chart .dim{fill:var(--dim)}svg.chart .spent{fill:var(--spent)}svg.chart .spared{fill:var(--spared)}
.key{display:inline-block;width:11px;height:11px;border-radius:2px;margin:0 2px 0 10px}.key.spent{background:var(--spent)}.key.spared{background:var(--spared)}.plain code{overflow-wrap:normal;white-space:nowrap}.plain{border-spacing:0;font-size:13px;margin:10px 0}.plain th,.plain td{text-align:left;padding:3px 12px 3px 0;border-bottom:1px solid var(--line)}
.legend{color:var(--dim);margin-top:14px;font-size:12px}.again{color:var(--dim);font-size:12px}
@media print{body{display:block;overflow:visible}nav,aside{display:none}.matrix{break-inside:avoid}.matrix[hidden]{display:block}}
`;
