// Written by npm run build.
var s=()=>{let t=globalThis;return t.lstmvizBus??=Object.assign(new EventTarget,{last:{},answers:!1}),t.lstmvizBus};function o({data:{key:t,values:e}}){s().last[t]=e,s().dispatchEvent(new CustomEvent(t,{detail:e}))}export{o as default};
