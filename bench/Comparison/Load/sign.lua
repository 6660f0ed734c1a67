-- wrk script: signs for SECONDS, then sends nothing more, so that every signature is answered before wrk ends: for an exact audit.
-- MODE is who the signers are:
--   new        everybody signs for the first time
--   mixed      30 % of the signatures are of somebody who has signed already, each with a new operation
--   retry      40 people send the same operation again and again
--   repeat     40 people sign again and again, with a new operation each time
-- SLUG is the petition; with SLUGS=n they are SLUG-0001 to SLUG-n in turn. RUN tells the people of one run from those of another.
-- Each thread makes the file DRAINED.<number> when its last signature is answered; wrk can be interrupted then.
-- Prints one line of figures that SigningLoad.cs reads: acknowledged, acknowledged per second while signatures were sent, p50 and p99 in
-- ms, sent, persons.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long ns; } moment; int clock_gettime(int clock, moment *now);")
local moment = ffi.new("moment")
local monotonic = 1
local function now()
  ffi.C.clock_gettime(monotonic, moment)
  return tonumber(moment.s) + tonumber(moment.ns) / 1e9
end

local mode = os.getenv("MODE") or "new"
local slug = os.getenv("SLUG") or "lantern-cove-light"
local slugs = tonumber(os.getenv("SLUGS") or "1")
local run = os.getenv("RUN") or tostring(os.time())
local seconds = tonumber(os.getenv("SECONDS_SIGNING") or "") or math.huge
local drained = os.getenv("DRAINED")
local repeats, few = 0.3, 40
local threads = {}

local body = '{"givenName":"Maria","familyName":"Musterfrau","email":"%s","place":"Wien","country":"AT","locale":"de-AT",'
  .. '"ageConfirmed":true,"consents":[{"id":"transfer","version":"2026-01"}],"newsletter":false}'

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init()
  sent, accepted, accepted_in_time, refused, persons = 0, 0, 0, 0, 0
  deadline = nil
  -- Before it connects, wrk asks the first thread for a request that it does not send.
  tried = id ~= 0
  math.randomseed(os.time() + id)
end

local function email()
  if mode == "new" or (mode == "mixed" and (persons == 0 or math.random() >= repeats)) then
    persons = persons + 1
    return string.format("s%s.%d.%d@example.org", run, id, persons)
  end
  if mode == "mixed" then return string.format("s%s.%d.%d@example.org", run, id, math.random(persons)) end
  persons = math.min(sent, few)
  return string.format("p%s.%d@example.org", run, sent % few)
end

local function path()
  local name = slug
  if slugs > 1 then name = string.format("%s-%04d", slug, sent % slugs + 1) end
  return "/api/v1/petitions/" .. name .. "/signatures"
end

function request()
  if not tried then
    tried = true
    return wrk.format("GET", "/readyz")
  end
  local time = now()
  deadline = deadline or time + seconds
  -- Nothing to write and nothing to wait for: the connection stays silent.
  if time >= deadline then return "" end
  sent = sent + 1
  local headers = { ["Content-Type"] = "application/json" }
  if mode == "retry" then headers["Idempotency-Key"] = string.format("00000000-0000-4000-8000-%012d", sent % 40) end
  return wrk.format("POST", path(), headers, string.format(body, email()))
end

function response(status)
  local in_time = now() < deadline
  if status == 201 or status == 202 then
    accepted = accepted + 1
    if in_time then accepted_in_time = accepted_in_time + 1 end
  else
    refused = refused + 1
  end
  if not in_time and drained and accepted + refused == sent then io.open(drained .. "." .. id, "w"):close() end
end

function done(summary, latency)
  local sum = { sent = 0, accepted = 0, accepted_in_time = 0, persons = 0 }
  for _, thread in ipairs(threads) do
    for name, value in pairs(sum) do sum[name] = value + thread:get(name) end
  end
  -- The few are the same for every thread.
  if mode == "retry" or mode == "repeat" then sum.persons = math.min(sum.persons, few) end
  local span = math.min(seconds, summary.duration / 1e6)
  print(string.format("figures %d %.1f %.3f %.3f %d %d", sum.accepted, sum.accepted_in_time / span,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, sum.sent, sum.persons))
end
