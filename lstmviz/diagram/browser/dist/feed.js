// npm run build
var t=()=>{let t=globalThis;return t.lstmvizBus??=Object.assign(new EventTarget,{last:{},answers:!1}),t.lstmvizBus};function e({data:{key:e,values:s}}){t().last[e]=s,t().dispatchEvent(new CustomEvent(e,{detail:s}))}export{e as default};
