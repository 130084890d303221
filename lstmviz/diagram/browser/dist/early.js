(()=>{var V=t=>1/(1+Math.exp(-t)),it=(t,e=0,o=1)=>Math.min(Math.max(t,e),o),N=(t,e)=>Array.from({length:t},
(o,n)=>e(n));function Q(t,e){let o=0;for(let n=0;n<t;n++)o+=e(n);return o}function Tt(t){let e=atob(t),o=new Uint8Array(e.length);for(let n=0;n<e.length;n++)o[n]=e.charCodeAt(
n);return o}var[qe,ie]=[1,2];var ce=({h:t,units:e},o,n)=>o?t[(o-1)*e+n]:0;function ue({x:t,kernel:e,inputs:o,units:n,blocks:s},a,c,u,p){return t[u*o+p]*e[(p*s.length+c)*n+a]}
function At(t,e,o,n,s){let{recurrent:a,units:c,blocks:u}=t;return ce(t,n,s)*a[(s*u.length+o)*c+e]}function de({
after:t,units:e},o,n,s,a,c){return!o||s!==ie?1:o[a*e+(t?n:c)]}function pe({bias:t,after:e,units:o,blocks:n},s,a,c){
let u=t[a*o+s];return e?u+t[(n.length+a)*o+s]*c:u}function Nt(t,e,o){let n=(s,a,c)=>de(t,e,o,s,a,c);
return{x:(s,a,c)=>ue(t,o,s,a,c),h:(s,a,c)=>n(s,a,c)*At(t,o,s,a,c),unheld:(s,a,c)=>At(t,o,s,a,c),bias:(s,a)=>pe(
t,o,s,n(s,a,o)),heard:n}}var Lt=["i","f","c_tilde","o"],ct=["Look","Feed","Watch","Touch","Choose","Check"],Z=({samples:t})=>t.
flatMap((e,o)=>e.map((n,s)=>({sample:o,cells:n,last:s===e.length-1})));function Ot(t,e){let o=t[e].findIndex(
({last:u})=>u)+1,n=Math.min(...t.map(u=>u.length)),a=t.reduce((u,p)=>p.length>u.length?p:u).flatMap(
({last:u},p)=>u?[p+1]:[]),c=N(Math.max(o,n),u=>u+1);return{wall:o,stops:[...new Set([...c,...a])].sort(
(u,p)=>u-p)}}function tt(t,e,o){let{units:n,columns:s,offset:a,scale:c,target:u}=t,p={kernel:Float32Array.
from(e.kernel),recurrent:Float32Array.from(e.recurrent),bias:Float32Array.from(e.bias)},m=w=>{let y=w%
s.length;return(o[w]-a[y])/c[y]};return e.samples.map(w=>{let y={...p,cell:"lstm",after:!1,timesteps:w.
length,inputs:w[0].length,units:n,blocks:Lt,x:Float32Array.from(w.flat(),m),h:new Float32Array(w.length*
n),c:null},b=N(n,S=>Nt(y,null,S)),v=N(n,()=>0),E=w.map((S,M)=>{let L=(C,T)=>Q(y.inputs,_=>b[T].x(C,M,
_))+Q(n,_=>b[T].h(C,M,_))+b[T].bias(C,M),[G,O,P,R]=Lt.map((C,T)=>N(n,_=>L(T,_)));v=v.map((C,T)=>V(O[T])*
C+V(G[T])*Math.tanh(P[T]));let j=v.map((C,T)=>V(R[T])*Math.tanh(C));return y.h.set(j,M*n),j}),A=E[E.
length-1],d=Q(n,S=>A[S]*e.head[S])+e.head_bias;return{h:E,y:d*c[u]+a[u]}})}var ut=(t,e)=>e.map(({h:o,
y:n},s)=>({h:o.map((a,c)=>a.map((u,p)=>u!==t[s].h[c][p])),y:n!==t[s].y})),Ct=()=>({beat:0,marked:[],
lane:-1,tick:0,guess:-1,value:null,columns:"",rows:"",shown:!1});var he=["","k","M","G"];var dt=(t,e)=>t<0&&/[1-9]/.test(e)?`−${e}`:e,et=t=>t.toLocaleString("en-US");function q(t,e){let[o,
n]=Math.abs(t).toFixed(e).split("."),s=o.replace(/\B(?=(\d{3})+$)/g,",");return dt(t,n?`${s}.${n}`:s)}
function It(t,e){let[o,n]=Math.abs(t).toExponential(e-1).split("e");return{mantissa:Number(o),exponent:Number(
n)}}function fe(t,e=3){let{mantissa:o,exponent:n}=It(t,e);return dt(t,`${o}e${n}`.replace("-","−"))}function me(t){if(Math.abs(t)<1e5)return q(t,0);let{mantissa:e,exponent:o}=It(t,3),n=he[Math.floor(o/
3)];return n?dt(t,Number((e*10**(o%3)).toFixed(2))+n):fe(t)}function B(t){return Number.isFinite(t)?
t?Math.abs(t)<999.995?q(t,2):me(t):"0":"–"}var ge=320,we="cubic-bezier(0.2, 0.7, 0.2, 1)",ye=["samples","timesteps","features"];function l(t,e={},...o){
let n=document.createElement(t);for(let[s,a]of Object.entries(e))a!==!1&&n.setAttribute(s,a===!0?"":
String(a));return n.append(...o.filter(s=>s!==null)),n}var pt=t=>l("b",{class:"shape"},"(",...t.flatMap(
(e,o)=>[l("span",{class:ye[o]},e),o<t.length-1?", ":")"])),be=(t,e)=>l("i",{style:`--fill:var(--fill\
-${t[e]})`});function Wt({samples:t},e){let n=t[0].map(s=>s.map(a=>a%e)).map(s=>l("span",{},...s.map(
(a,c)=>be(s,c))));return l("span",{class:"picture","aria-hidden":!0},...n)}function Ft({columns:t,rows:e,
target:o}){let n=t.length,s=e.flatMap((p,m)=>p.map((w,y)=>{let b=m===e.length-1;return l(b?"span":"b\
utton",{class:`cell${b?y===o?" goal":" later":""}`,style:`--fill:var(--fill-${y});grid-area:${m+2}/${y+
2}`,"data-cell":m*n+y,...b?{}:{type:"button","aria-label":`row ${m}, ${t[y]}: ${w}`}},String(w))})),
a=t.map((p,m)=>l("span",{class:"head",style:`--name:var(--name-${m});grid-area:1/${m+2}`},p)),c=e.map(
(p,m)=>l("span",{class:"row",style:`grid-area:${m+2}/1`},String(m)));return{root:l("div",{class:"tab\
le",role:"group","aria-label":"The table"},l("span",{class:"row word",style:"grid-area:1/1"},"row"),
...a,...c,...s,l("span",{class:"word aim"},"to be predicted")),cells:s}}function Pt(t,e,o,n){let s=t.
columns.length,a=Z(e),c=a.map(({cells:b,last:v},E)=>{let A=!E||a[E-1].last,d=b.map(O=>l("span",{class:"\
cell",style:`--fill:var(--fill-${O%s})`})),S=N(t.units,()=>l("span",{class:"unit"})),M=l("span",{class:"\
y"}),L=l("span",{class:`gap${A?" begins":""}`}),G=l("span",{class:"tick"},l("span",{class:"x"},...d),
l("span",{class:"h"},...S),v?M:null);return{root:l("span",{class:"slot"},L,G),x:d,h:S,y:M,gap:L,last:v}}),
u=l("span",{class:"box"}),p=l("span",{class:"gap end"}),m=l("p",{class:"note"}),w=l("span",{class:"t\
ell"});return{root:l("div",{class:"lane","data-key":e.key,"data-short":a.length<o},l("div",{class:"n\
ame"},pt(e.shape),l("span",{},n),w),l("div",{class:"ticks",style:`--clock:${o};--mine:${a.length}`,"\
aria-hidden":!0},...c.map(b=>b.root),p,m,u)),ticks:a,slots:c,box:u,end:p,note:m,tell:w}}function Rt({
ticks:t,slots:e,box:o,end:n},s,a,c,u){let p=0;e.forEach((w,y)=>{let{sample:b,cells:v,last:E}=t[y],A=y<
s;w.root.classList.toggle("done",A),w.root.classList.toggle("now",y===Math.min(s,t.length)-1);let d=y+
1<e.length?e[y+1].gap:n;E&&d.classList.toggle("fallen",A),v.forEach((S,M)=>{w.x[M].textContent=A?String(
a[S]):""}),c[b].h[p].forEach((S,M)=>{w.h[M].replaceChildren(...A?xe(B(S)):[]),w.h[M].style.cssText=A?
u(S):""}),w.y.textContent=A?`ŷ ${B(c[b].y)}`:"",p=E?0:p+1});let m=Math.min(s,t.length)-1;o.style.setProperty(
"--n",String(Math.max(m,0))),o.hidden=m<0}function xe(t){let[,e,o]=t.match(/^(−?)0(\..*)$/)??[];return o?
[e,l("i",{},"0"),o]:[t]}function _t(t){let e=N(t,a=>l("span",{class:"tick"},String(a+1))),o=e.map(a=>l(
"span",{class:"slot"},l("span",{class:"gap"}),a)),n=l("div",{class:"ticks",style:`--clock:${t}`},...o);
return{root:l("div",{class:"rail","aria-hidden":!0},l("span",{},"tick"),n),numbers:e}}function ht(t,e,o=0){
let n=t.getBoundingClientRect();if(!n.width||!e.width)return;let s=`translate(${e.x-n.x}px, ${e.y-n.
y}px) scale(${e.width/n.width})`;t.animate([{transform:s,transformOrigin:"0 0"},{transformOrigin:"0 \
0"}],{duration:ge,delay:o,easing:we,fill:"backwards"})}var ot={columns:"one value at a time",row:"one row at a time",window:"a window of rows"},Bt={columns:{
question:"My columns are",different:["different things","temperature, humidity, power"],sequence:["o\
ne thing, at successive times","Monday, Tuesday, Wednesday"]},rows:{question:"My rows are",ordered:[
"in time order","9:00, 9:10, 9:20"],unordered:["not in any order","Ann, Bo, Cy"]}},ke={columns:"(N, \
3, 1)",row:"(N, 1, 3)",window:"the window"},Ut={columns:"Then feed the columns one after another: (N\
, columns, 1).",row:"Then feed one row, one step: (N, 1, columns).",window:"Then feed a window of W \
rows: (N, W, columns)."},Gt=t=>t.length<2?t.join(""):`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`,jt=(t,e)=>`${et(
t)} ${e}${t===1?"":"s"}`;function qt({columns:t},e,o,n){let{cells:s,last:a}=e[o-1],c=Math.floor(s[0]/
t.length),u=s.map(y=>`${t[y%t.length]} = ${n[y]}`),m=o===1||e[o-2].last?"The box knows nothing yet: \
its state is 0.":"It still holds what came before.",w=a?"Then the wall falls: the sample is over, an\
d the state is wiped.":"What it made of that goes on to the next tick.";return`Row ${c}: ${Gt(u)} en\
ter${s.length>1?"":"s"}. ${m} ${w}`}function Dt(t,e,{columns:o}){let n=new Set(t.slice(0,e).flatMap(
({cells:a})=>a).map(a=>Math.floor(a/o.length)));return`${n.size>1?`${n.size} rows were one sample`:"\
One row was one sample"}: it is over, and what the box knew of it is wiped. Go on, with all three.`}
var nt=({columns:t,pulled:e})=>`${t[e%t.length]} in row ${Math.floor(e/t.length)}`;function zt(t,e){
let o=t.map(({h:n})=>Math.max(...n.map(s=>s.filter(Boolean).length)));return o.length===1?o[0]?`${o[0]}\
 of ${e} units changed`:"unchanged":o.map((n,s)=>`row ${s}: ${n} of ${e} units`).join(`
`)}function mt(t,e,o){let n=t.map(u=>ke[u]),s=n.length?`The last prediction changes in ${Gt(n)} only\
.`:"Now the number is what it was: nothing differs.",a=n.length?`You guessed ${e}${o?": right.":"."}\
 `:"";return{title:s,more:a+"Every unit of the sample that reads the number lights up. The next samp\
le stays exactly as it was: the wall stands between them."}}var ft=(t,e)=>`${q(t,1)}${e&&` ${e}`}`;function Ht({
curves:t,unit:e,last_value:o,lowest:n}){let[s,a,c]=t.map(({errors:u})=>ft(u[u.length-1],e));return`R\
epeating the last value errs by ${ft(o,e)}. (N, 3, 1) reaches ${s}, (N, 1, 3) ${a}: one row knows no\
 more than that, in whatever order it is read. The window reaches ${c}; nothing can get below ${ft(n,
e)}.`}var Kt=(t,e)=>t?`→ ${B(e)}`:"=",Yt=(t,e)=>t===e?`Its last prediction stays ${B(t)}, to the l\
ast digit.`:`Its last prediction goes from ${B(t)} to ${B(e)}.`;var U=(t,e,...o)=>l("button",{type:"button","data-do":t,...e},...o),K=t=>U("onward",{class:"primary"},
t),Y=({state:t})=>({beat:t.beat+1}),$e={title:()=>"Four rows of a small table. Which of these number\
s can the network see together?",more:()=>"Mark those that you think meet, or simply go on.",acts:()=>[
K("Let us see")],ready:()=>!0,onward:Y},ve={title:()=>"That depends on how you feed it. How would yo\
u?",more:()=>"What stands together enters together; time runs to the right.",acts:({scene:t,state:e})=>t.
lanes.map((o,n)=>U("feed",{class:"card",value:n,"aria-pressed":String(e.lane===n)},Wt(o,t.columns.length),
pt(o.shape),l("span",{},ot[o.key]))),ready:({state:t})=>t.lane>=0,onward:Y},D=({ticks:t,state:e})=>Ot(
t,e.lane),Jt=t=>t.state.beat>2||t.state.beat===2&&t.state.tick>=D(t).wall,gt=({ticks:t})=>Math.max(...t.
map(e=>e.length)),Ee={title(t){let{state:e,ticks:o}=t;return e.tick?e.tick<D(t).wall?`Tick ${e.tick}\
.`:e.tick===D(t).wall?"The wall falls. Here are all three, on one clock.":e.tick<gt(t)?`Tick ${e.tick}\
, the same rows in all three.`:`${N(o.length,n=>jt(o[n].length,"tick")).join(", ")}: the same rows.`:
"One box reads it, tick by tick."},more(t){let{state:e,scene:o,ticks:n,values:s}=t;if(!e.tick)return"\
Press → and watch what is in it.";let a=n[e.lane];return e.tick<D(t).wall?qt(o,a,e.tick,s):e.tick===
D(t).wall?Dt(a,e.tick,o):e.tick<gt(t)?"Only (N, 3, 1) is still reading: it takes value by value.":"B\
ehind each wall the box starts from 0 again. Only in the window do rows meet."},acts:t=>[K(t.state.tick<
gt(t)?"Next tick  →":"And does it matter?")],ready:()=>!0,onward(t){let e=D(t).stops.find(o=>o>t.state.
tick);return e?{tick:e}:{...Y(t),value:null}}},Xt=({scene:t})=>[...t.lanes.map(({shape:e,key:o})=>o===
"window"?"only the window":`only (${e.join(", ")})`),"all three"],Se={title(t){let{scene:e,state:o,moved:n,
values:s}=t;if(o.guess<0){let a=Math.floor(e.pulled/e.columns.length);return`Guess first: if the ${s[e.
pulled]} in row ${a} changes, where can the last prediction change?`}return o.value===null?"Now pull\
 the number, up or down.":mt(n,"",!0).title},more(t){let{scene:e,state:o,moved:n}=t;if(o.guess<0)return"\
The last prediction is the one after row 2.";if(o.value===null)return`It is ${nt(e)}. Drag it in the\
 table, or use the slider.`;let s=Xt(t)[o.guess],a=n.length===1&&e.lanes[o.guess]?.key===n[0];return mt(
n,s,a).more},acts(t){let{scene:e,state:o,values:n}=t;if(o.guess<0)return Xt(t).map((a,c)=>U("guess",
{value:c},a));let s=l("input",{type:"range",min:0,max:20,step:1,value:n[e.pulled],"data-dial":"value",
"aria-label":nt(e)});return[l("label",{class:"pull"},l("span",{},nt(e)),s),U("back",{disabled:o.value===
null},"Put back"),...o.value===null?[]:[K("So which is right?")]]},ready:({state:t})=>t.value!==null,
onward:t=>({...Y(t),value:null})},rt=({scene:t,state:e})=>t.answers[`${e.rows} ${e.columns}`],Me={title(t){
let e=rt(t);return e?Ut[e.layout]:"So which is right? What do your rows and columns mean?"},more:t=>rt(
t)?.why??"Two questions decide it, and nothing else.",acts(t){let{state:e}=t;return[...Object.entries(
Bt).map(([n,{question:s,...a}])=>l("fieldset",{class:n},l("legend",{},s),...Object.entries(a).map(([
c,[u,p]])=>U(n,{class:"meaning",value:c,"aria-pressed":String(e[n]===c)},Ae(n,c),l("b",{},u),l("smal\
l",{},p))))),...rt(t)?[K("Is that true?")]:[]]},ready:t=>!!rt(t),onward:Y};function Ae(t,e){let o=N(
t==="columns"?3:9,n=>{let s=t==="columns"&&e==="sequence"?0:n%3;return l("i",{style:`--fill:var(--fi\
ll-${s})`})});return l("span",{class:`sketch ${e}`,"aria-hidden":!0},...o)}var Te={title:({scene:t,state:e})=>e.
shown?"Other rows are worth more than any order of the columns.":`Is it true? Three networks, traine\
d on ${et(t.proof.rows)} rows.`,more:({scene:t,state:e})=>e.shown?Ht(t.proof):`LSTM(${t.proof.units}\
), ${t.proof.epochs} epochs each, trained beforehand: they predict ${t.proof.target} in the next row\
, and are scored on rows they never saw.`,acts:({state:t})=>t.shown?[U("leave",{class:"primary",value:"\
playground"},"Open the Playground"),U("leave",{value:"own"},"Now with your own table"),U("leave",{value:"\
class"},"For my class")]:[K("Show what they learnt")],ready:({state:t})=>!t.shown,onward:()=>({shown:!0})},
wt=[$e,ve,Ee,Se,Me,Te];var W={left:38,right:138,top:14,bottom:30},Ne="http://www.w3.org/2000/svg",Le=19;function F(t,e,o=""){
let n=document.createElementNS(Ne,t);for(let[s,a]of Object.entries(e))n.setAttribute(s,String(a));return n.
textContent=o,n}function Oe(t){let e=[...t].sort((o,n)=>o.y-n.y);for(let o=1;o<e.length;o++)e[o].y=Math.
max(e[o].y,e[o-1].y+Le)}function yt({curves:t,unit:e,last_value:o,lowest:n,epochs:s},a,c,u){let p=o*
1.1,m=c-W.right,w=u-W.bottom,y=d=>W.left+d/s*(m-W.left),b=d=>w-d/p*(w-W.top),v=d=>`${q(d,1)} ${e}`,E=F(
"svg",{class:a,viewBox:`0 0 ${c} ${u}`,role:"img"});E.append(F("title",{},"Error on rows that were h\
eld out, by epoch"));for(let d of[0,20,40,60,80])E.append(F("line",{class:"grid",x1:W.left,x2:m,y1:b(
d),y2:b(d)}),F("text",{class:"axis",x:W.left-8,y:b(d)+5,"text-anchor":"end"},`${d}`));E.append(F("te\
xt",{class:"axis",x:W.left,y:u-8},`error, ${e}`),F("text",{class:"axis",x:m,y:u-8,"text-anchor":"end"},
`${s} epochs`));let A=[{y:b(o),text:`${v(o)} the last value`,kind:"rule"},{y:b(n),text:`${v(n)} the \
floor`,kind:"rule"}];for(let d of[o,n])E.append(F("line",{class:"rule",x1:W.left,x2:m,y1:b(d),y2:b(d)}));
for(let{key:d,shape:S,epochs:M,errors:L}of t){let G=M.map((R,j)=>`${y(R).toFixed(1)},${b(L[j]).toFixed(
1)}`).join("L");E.append(F("path",{class:`curve ${d}`,d:`M${G}`,pathLength:1}));let O=d==="window"?"\
window":`(${S.join(", ")})`,P=L[L.length-1];A.push({y:b(P),text:`${v(P)} ${O}`,kind:`curve-word ${d}`})}
Oe(A);for(let{y:d,text:S,kind:M}of A)E.append(F("text",{class:M,x:m+8,y:d+5},S));return E}var[Ce,Ie]=[0,20],We=14,Fe=40,Pe=140,Re=t=>{let[e,o,n]=(t.match(/[\d.]+/g)??[]).map(Number);return e*
.3+o*.59+n*.11>128};function Vt(t,e,o){let n=matchMedia("(prefers-reduced-motion: reduce)"),s=e.rows.
flat(),a=e.lanes.map(Z),c=Math.max(...a.map(r=>r.length)),u=e.lanes.map(r=>tt(e,r,s)),p=Ft(e),m=e.lanes.
map(r=>Pt(e,r,c,ot[r.key])),w=_t(c),y=l("h2",{}),b=l("p",{}),v=l("div",{class:"acts"}),E=l("ol",{class:"\
path","aria-label":"Six steps"},...ct.map((r,i)=>l("li",{},l("button",{type:"button","data-do":"beat",
value:i},r)))),A=l("figure",{class:"proof"},yt(e.proof,"wide",760,300),yt(e.proof,"narrow",366,280)),
d=l("section",{class:"start","aria-label":"How a table gets into an LSTM"},l("header",{},l("h1",{},"\
How does my table get into an LSTM?"),E,l("button",{type:"button",class:"skip","data-do":"leave",value:"\
playground"},"Skip",l("span",{}," to the Playground"))),l("div",{class:"frame"},l("div",{class:"word\
s","aria-live":"polite"},y,b),p.root,l("div",{class:"lanes"},w.root,...m.map(r=>r.root)),A,v));t.append(
d);let S=()=>{},M=new Uint8Array;function L(){let r=Re(getComputedStyle(d).color),i=e.palette[r?"dar\
k":"light"],h=e.palette.fills.map((x,$)=>`--fill-${$}:${x}`),f=i.names.map((x,$)=>`--name-${$}:${x}`);
d.style.cssText=[i.css,...h,...f].join(";"),d.dataset.theme=r?"dark":"light",M=Tt(i.scale)}function G(r){
let i=(M.length/3-1)/2,h=Math.round(i+it(r*2,-1,1)*i)*3,[f,x,$]=M.slice(h,h+3),k=f*.3+x*.59+$*.11>Pe?
"#14161c":"#ffffff";return`background:rgb(${f},${x},${$});color:${k}`}let O=()=>s.map((r,i)=>i===e.pulled&&
o.value!==null?o.value:r);function P(){let r=O(),i=e.lanes.map(k=>tt(e,k,r)),h=e.lanes.map((k,g)=>ut(
u[g],i[g])),f=e.lanes.flatMap(({key:k},g)=>h[g].at(-1)?.y?[k]:[]),x={scene:e,state:o,ticks:a,values:r,
moved:f},$=wt[o.beat];d.dataset.beat=String(o.beat+1),d.toggleAttribute("data-pulled",o.beat===3&&o.
value!==null),d.toggleAttribute("data-shown",o.shown),R(y,$.title(x)),R(b,$.more(x)),N(ct.length,k=>j(
k)),w.numbers.forEach((k,g)=>{k.classList.toggle("now",o.beat===2&&g===o.tick-1)}),C(r),m.forEach((k,g)=>{
let H=g===o.lane||Jt(x);k.root.hidden=!H,Rt(k,o.beat>2?c:o.tick,r,i[g],G),T(k,g,i[g],h[g])}),ee($.acts(
x))}function R(r,i){r.textContent!==i&&(r.textContent=i)}function j(r){let i=E.children[r].firstChild;
i.disabled=r>o.beat,r===o.beat?i.setAttribute("aria-current","step"):i.removeAttribute("aria-current")}
function C(r){let i=new Set;o.beat===2&&o.tick&&a.forEach((h,f)=>{if(!m[f].root.hidden)for(let x of h[o.
tick-1]?.cells??[])i.add(x)}),p.cells.forEach((h,f)=>{let x=o.beat===0&&o.marked.includes(f);h.textContent=
String(r[f]),h.classList.toggle("marked",x),h.classList.toggle("reading",i.has(f));let $=o.beat===3&&
o.guess>=0&&f===e.pulled;h.classList.toggle("pulled",$),h.tagName==="BUTTON"&&(h.toggleAttribute("di\
sabled",!(o.beat===0||$)),o.beat===0?h.setAttribute("aria-pressed",String(x)):h.removeAttribute("ari\
a-pressed"))})}function T({slots:r,ticks:i,tell:h,note:f},x,$,k){let g=o.beat===3&&o.value!==null,H=0;
r.forEach((X,ae)=>{let{sample:J,cells:le,last:Mt}=i[ae];X.x.forEach((at,lt)=>at.classList.toggle("li\
t",g&&le[lt]===e.pulled)),X.h.forEach((at,lt)=>at.classList.toggle("lit",g&&k[J].h[H][lt])),X.y.classList.
toggle("lit",g&&k[J].y),g&&Mt&&(X.y.textContent=Kt(k[J].y,$[J].y)),H=Mt?0:H+1}),R(h,g?zt(k,e.units):
"");let re=i.length<c&&(o.beat>2||o.tick>=i.length),St=k.length-1,se=Yt(u[x][St].y,$[St].y);R(f,re?g?
se:_e[e.lanes[x].key]:"")}let _="";function ee(r){let i=r.map(g=>g.outerHTML.replace(/ value="\d+"(?= data-dial)/,
"")).join();if(i===_){let g=v.querySelector("input");g&&o.value===null?g.value=String(s[e.pulled]):g&&
o.value!==null&&(g.value=String(o.value));return}_=i;let h=v.querySelector("input"),f=d.getRootNode().
activeElement,x=f&&v.contains(f),$=x?`[data-do="${f.dataset.do}"][value="${f.getAttribute("value")}"\
]`:"",k=r.map(g=>g.querySelector("input")).find(Boolean);h&&k&&(h.value=k.value,k.replaceWith(h)),v.
replaceChildren(...r),x&&(f===h?h?.focus({preventScroll:!0}):(v.querySelector($)??v.querySelector(".\
primary, button, input"))?.focus({preventScroll:!0}))}function I(r){let i={...o},h=p.root.getBoundingClientRect();
Object.assign(o,r),P(),!n.matches&&(o.beat!==i.beat&&ht(p.root,h),o.beat===2&&o.tick>i.tick&&oe(i.tick))}
function oe(r){m.forEach(({slots:i,ticks:h,root:{hidden:f}})=>{f||i.slice(r,o.tick).forEach((x,$)=>{
h[r+$].cells.forEach((k,g)=>{ht(x.x[g],p.cells[k].getBoundingClientRect(),($*3+g)*Fe)})})})}let $t=()=>{
let r=O(),i=e.lanes.flatMap((h,f)=>ut(u[f],tt(e,h,r)).at(-1)?.y?[h.key]:[]);return{scene:e,state:o,ticks:a,
values:r,moved:i}},st=r=>I({value:it(Math.round(r),Ce,Ie)}),vt={onward(){let r=wt[o.beat];r.ready($t())&&
I(r.onward($t()))},beat:r=>I({beat:Number(r),value:null}),feed:r=>I({lane:Number(r),tick:0,beat:2}),
guess:r=>I({guess:Number(r)}),back:()=>I({value:null}),columns:r=>I({columns:r}),rows:r=>I({rows:r}),
leave:r=>S("leave",r)};d.addEventListener("click",({target:r})=>{let i=r.closest("button");if(!i)return;
let h=i.dataset.cell;if(h!==void 0&&o.beat===0){let f=Number(h),x=o.marked.includes(f)?o.marked.filter(
$=>$!==f):[...o.marked,f];I({marked:x})}vt[i.dataset.do??""]?.(i.value)}),d.addEventListener("input",
({target:r})=>st(Number(r.value)));let z=null;p.cells[e.pulled].addEventListener("pointerdown",r=>{o.
beat!==3||o.guess<0||(z={y:r.clientY,value:O()[e.pulled]},p.cells[e.pulled].setPointerCapture(r.pointerId))}),
p.cells[e.pulled].addEventListener("pointermove",r=>{if(!z)return;let i=z.value+(z.y-r.clientY)/We;Math.
round(i)!==O()[e.pulled]&&st(i)});for(let r of["pointerup","pointercancel"])p.cells[e.pulled].addEventListener(
r,()=>{z=null});let ne={ArrowRight:"onward",PageDown:"onward"};function Et(r){let i=r.composedPath()[0];
if(!(i===document.body||d.contains(i))||r.ctrlKey||r.metaKey||r.altKey||i.tagName==="INPUT"&&r.key!==
"PageDown"&&r.key!=="PageUp")return;let f={ArrowUp:1,ArrowDown:-1}[r.key];if(f&&o.beat===3&&o.guess>=
0)st(O()[e.pulled]+f);else if(ne[r.key])vt.onward("");else if(r.key==="PageUp"&&o.beat)I({beat:o.beat-
1,value:null});else if(/^[1-4]$/.test(r.key))v.querySelectorAll("[data-do=feed], [data-do=guess]")[Number(
r.key)-1]?.click();else return;r.preventDefault(),r.stopPropagation()}return document.addEventListener(
"keydown",Et),d.addEventListener("transitionend",({propertyName:r,target:i})=>{i===d&&r==="color"&&(L(),
P())}),L(),P(),{id:e.id,state:o,reports(r){S=r},leave(){document.removeEventListener("keydown",Et),d.
remove()}}}var _e={columns:"",row:"One tick a row, and a wall after each: no row meets another.",window:"\
Three rows, one after another, and no wall between them: they meet."};var Be=500,Ue=6,xt=document.getElementById("early"),Zt=xt.attachShadow({mode:"open"}),te=document.createElement(
"style");te.textContent=document.getElementById("early-style")?.textContent??"";Zt.append(te);var Ge=JSON.
parse(document.getElementById("early-scene")?.textContent??""),bt=Vt(Zt,Ge,Ct()),kt={state:bt.state,
wish:"",leave(){clearInterval(je),bt.leave(),xt.remove(),globalThis.lstmvizEarly=void 0}};bt.reports(
(t,e)=>{kt.wish=e,xt.setAttribute("aria-busy","true")});var Qt=0,je=setInterval(()=>{let t=document.
querySelector("[data-testid=stApp][data-test-script-state=notRunning]");Qt+=t?1:0,Qt>Ue&&kt.leave()},
Be);globalThis.lstmvizEarly=kt;})();
