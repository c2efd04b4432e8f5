Deno.env.set("TEST_DATABASE_URL", Deno.args[0] ?? "postgres://root@127.0.0.1/cb_try");
const { openDatabase, newClient } = await import("./tests/support/client.ts");
const db = openDatabase(); const c = await newClient(db);
const b = (await c.post("/v1/batches", { name: "x", retry: {maxAttempts:2, delaySeconds:60, on:["busy"]} }));
console.log(b.status, b.text);
const id = b.body.id;
const a = await c.request("POST", `/v1/batches/${id}/calls`, { body: "phoneNumber;name;age\n+12025550100;Ada;3\n+12025550101;\"Gr\nace\";\n+12025550101;dup;1\n", headers: {"content-type":"text/csv"}, query: {numericColumns:"age"} });
console.log(a.status, a.text);
console.log((await c.request("POST", `/v1/batches/${id}/calls`, { json: [{phoneNumber:"+12025550102","car.loan":"yes",tags:["a","b"]},{phoneNumber:"x"}] })).text);
console.log((await c.request("POST", `/v1/batches/${id}/calls`, { json: [{phoneNumber:"+12025550102","car.loan":"yes",tags:["a","b"]}] })).text);
let d = await c.get(`/v1/batches/${id}`); console.log(d.status, d.headers.get("link"), JSON.stringify(d.body.calls[0]));
const call = d.body.calls[2].id;
console.log((await c.post("/v1/call-events", {events:[{id:"1",batchId:id,callId:call,type:"completed",at:"2026-01-01T00:01:00+01:00",cost:{amount:"0.0140",currency:"USD"},recordingUrl:"https://x/y"},{id:"2",batchId:id,callId:call,type:"answered",at:"2025-12-31T23:00:10Z"},{id:"3",batchId:id,callId:call,type:"transcript-available",at:"2025-12-31T23:00:10Z",transcript:[{speaker:"a",text:"hi"}]}, {id:"4",batchId:id,callId:d.body.calls[1].id,type:"busy",at:"2025-12-31T23:00:10Z"}]})).text);
for (const q of [{filter:'{"callStatus":"completed"}'},{filter:'{"name":"Ada"}'},{filter:'{"variables.car\\\\.loan":"yes"}'},{search:"^gr.ace$"},{search:"ace",sortBy:"age"},{sortBy:"callDuration",limit:1},{sortBy:"name",count:"none",limit:2,include:""},{page:2,limit:2},{filter:'{"phoneLogs.callStatus":{"$ne":"busy"}}'},{sortOrder:"asc",limit:1}]) {
  const r = await c.get(`/v1/batches/${id}`, q as any); console.log(JSON.stringify(q), r.status, r.status===200? [r.body.total, r.body.totalPages, r.body.nextCursor, r.body.calls.map((x:any)=>x.position)].join(" | "): r.text);
  if (r.body?.nextCursor) { const {page,...qq}=q as any; const n = await c.get(`/v1/batches/${id}`, {...qq, cursor:r.body.nextCursor}); console.log("   next", n.status, n.status===200? n.body.calls.map((x:any)=>x.position):n.text); }
}
d = await c.get(`/v1/batches/${id}/calls/${call}`); console.log(d.status, d.text);
console.log((await c.get("/v1/batches")).text.slice(0,200));
for (const [m,p,o] of [["GET","/v1/batches/abc",{}],["GET",`/v1/batches/${id}`,{query:{filter:"{",limit:"01",x:1}}],["GET",`/v1/batches/${id}`,{query:{filter:'{"a":{"$where":1}}'}}],["POST","/v1/call-events",{json:{events:[{id:"1",type:"completed"},{type:"zz"}]}}],["POST","/v1/batches",{body:"{x",headers:{"content-type":"application/json"}}],["POST","/v1/batches",{body:"{x",headers:{"content-type":"text/plain"}}],["DELETE","/v1/batches",{}],["GET","/nope",{}]] as any) { const r = await c.request(m,p,o); console.log(r.status, r.text); }
for (const t of ["", "cb_bad"]) { const r = await c.as(t).get(`/v1/batches/${id}`, {filter:"{"}); console.log(r.status, r.headers.get("www-authenticate")); }
await db.close();
