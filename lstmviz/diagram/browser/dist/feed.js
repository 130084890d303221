// Written by npm run build.
var e=()=>{let t=globalThis;return t.lstmvizBus??=Object.assign(new EventTarget,{last:{}}),t.lstmvizBus};function g({data:{key:t,values:n}}){e().last[t]=n,e().dispatchEvent(new CustomEvent(t,{detail:n}))}export{g as default};
