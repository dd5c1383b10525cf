// usage: node .pan.mjs dir/ [profile:gestureIndex] ; work per frame for each gesture
import { Chromium, chromiumPath } from '/work/wt/pe/dist/bench/page/chromium.js';
import { load } from '/work/wt/pe/dist/bench/page/loading.js';
import { GESTURES, move } from '/work/wt/pe/dist/bench/page/moving.js';
import { servePage } from '/work/wt/pe/dist/src/cli/pageServer.js';
const args=process.argv.slice(2); const prof=args.find(a=>a.startsWith('p:')); const times=Number(args.find(a=>a.startsWith('n:'))?.slice(2)??1); const ms=Number(args.find(a=>a.startsWith('ms:'))?.slice(3)??1500); const dirs=args.filter(a=>a.startsWith('/'));
const c=await Chromium.start(chromiumPath());
const pick=args.find(a=>a.startsWith('g:'))?.slice(2).split(',').map(Number)??GESTURES.map((_,i)=>i);
const pages=[];
for(const d of dirs){const s=await servePage(d,0);c.url=()=>s.url+'web/';const o=await c.open();await load(o,{stations:10,octets:64,seconds:6.5});pages.push({d,s,o});}
if(prof){const i=Number(prof.slice(2));const {o}=pages[0];await o.devtools.send('Profiler.enable');await o.devtools.send('Profiler.setSamplingInterval',{interval:200});await o.devtools.send('Profiler.start');const m=await move(o,GESTURES[i],3000);const {profile}=await o.devtools.send('Profiler.stop');console.log(GESTURES[i].name,m);report(profile,m.frames);}
else for(const i of pick){const all=pages.map(()=>[]);for(let t=0;t<times;t++)for(const [k,p] of pages.entries())all[k].push(await move(p.o,GESTURES[i],ms));
 pages.forEach((p,k)=>{const med=f=>{const x=all[k].map(f).sort((a,b)=>a-b);return x[x.length>>1].toFixed(1)};console.log(GESTURES[i].name.padEnd(34),p.d.slice(-14).padEnd(14),'work',med(m=>m.work),'median',med(m=>m.medianFrame),'worst',med(m=>m.worstFrame),'longestWork',med(m=>m.longestWork),'frames',med(m=>m.frames));});}
await c.stop();for(const p of pages)await p.s.close();
function report(p,frames){const by=new Map(p.nodes.map(n=>[n.id,n]));const self=new Map();p.samples.forEach((id,i)=>self.set(id,(self.get(id)??0)+(p.timeDeltas[i]??0)));
const key=n=>n.callFrame.functionName+' '+n.callFrame.url.split('/').pop().slice(0,8)+':'+n.callFrame.lineNumber;
const S=new Map(),I=new Map();const walk=(n,seen)=>{let t=self.get(n.id)??0;const k=key(n);const fresh=!seen.has(k);if(fresh)seen.add(k);S.set(k,(S.get(k)??0)+t);for(const c of n.children??[])t+=walk(by.get(c),seen);if(fresh){seen.delete(k);I.set(k,(I.get(k)??0)+t);}return t;};
walk(p.nodes[0],new Set());
const top=(m,n)=>[...m].sort((a,b)=>b[1]-a[1]).slice(0,n).forEach(([k,t])=>console.log((t/1e3/frames).toFixed(3).padStart(8),'ms/frame',k));
console.log('SELF');top(S,30);console.log('INCL');top(I,70);}
