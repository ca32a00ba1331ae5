/** Quiet, readable at 390 px and wide, light and dark as the reader has it. */
export const pageStyle = `
:root{color-scheme:light dark;--page:#fbfaf8;--ink:#22242a;--soft:#5d616b;--line:#e3e0da;--box:#f3f1ec;--mark:#1f5f52}
@media (prefers-color-scheme:dark){:root{--page:#16181c;--ink:#e7e6e3;--soft:#a3a6ad;--line:#2f3238;--box:#1f2227;--mark:#7fd1bd}}
*{box-sizing:border-box}
body{margin:0;display:grid;grid-template-columns:17rem minmax(0,1fr);background:var(--page);color:var(--ink);font:15px/1.55 Inter,system-ui,sans-serif}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.25rem 1rem;border-right:1px solid var(--line);font-size:13px}
nav ul{list-style:none;margin:.2rem 0 .8rem;padding:0}
nav a{display:block;padding:.12rem .3rem;border-radius:4px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
nav a:hover{background:var(--box)}
nav summary{font-weight:600;cursor:pointer}
.brand{font-weight:650;font-size:16px;margin:0 0 1rem}
small{color:var(--soft);font-weight:400;font-size:12px}
main{padding:2rem clamp(1rem,4vw,3.5rem) 6rem;max-width:64rem}
h1{font-size:1.7rem;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:3rem 0 .5rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:.95rem;margin:0 0 .3rem;display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem .6rem;overflow-wrap:anywhere}
article{padding:1.1rem 0;border-bottom:1px solid var(--line);scroll-margin-top:1rem}
article p{margin:.2rem 0 .6rem}
a{color:var(--mark)}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--box);border-radius:6px;padding:.8rem 1rem;overflow:auto;margin:.4rem 0;max-height:32rem}
.wide{overflow:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px;margin:.3rem 0 .6rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}
details>summary{cursor:pointer;color:var(--soft);font-size:13.5px}
.get,.post,.patch,.put,.delete{font:600 10.5px/1 ui-monospace,monospace;text-transform:uppercase;letter-spacing:.03em;color:var(--soft);display:inline-block;min-width:3.2rem}
.post,.put,.patch{color:var(--mark)}
.delete{color:#b3402f}
@media (prefers-color-scheme:dark){.delete{color:#f09482}}
.refused{font-size:12.5px;color:var(--soft)}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}
@media (max-width:820px){body{display:block}nav{position:static;height:auto;max-height:40vh;border-right:0;border-bottom:1px solid var(--line)}}
`
