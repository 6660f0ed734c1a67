-- wrk script: signs one petition. MODE is what the signers are:
--   new        everybody signs for the first time
--   retry      40 people send the same operation again and again
--   repeat     40 people sign again and again, with a new operation each time
-- Prints one line of figures that bench/compare reads: acknowledged, refused, errors, acknowledged/s, p50, p99 and maximum in ms.
local mode = os.getenv("MODE") or "new"
local slug = os.getenv("SLUG") or "lantern-cove-light"
local run = os.getenv("RUN") or tostring(os.time())
local path = "/api/v1/petitions/" .. slug .. "/signatures"
local threads = {}
-- From this second on nothing is signed any more, so that every signature is answered before wrk hangs up: for an exact audit.
local sign_until = tonumber(os.getenv("SIGN_UNTIL") or "") or math.huge

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init()
  sent, accepted, refused = 0, 0, 0
  math.randomseed(os.time() + id)
end

local body = '{"givenName":"Maria","familyName":"Musterfrau","email":"%s","place":"Wien","country":"AT","locale":"de-AT",'
  .. '"ageConfirmed":true,"consents":[{"id":"transfer","version":"2026-01"}],"newsletter":false}'

function request()
  if os.time() >= sign_until then return wrk.format("GET", "/livez") end
  sent = sent + 1
  local headers = { ["Content-Type"] = "application/json" }
  local email
  if mode == "new" then
    email = string.format("s%s.%d.%d@example.org", run, id, sent)
  else
    local person = sent % 40
    email = string.format("p%s.%d@example.org", run, person)
    if mode == "retry" then headers["Idempotency-Key"] = string.format("00000000-0000-4000-8000-%012d", person) end
  end
  return wrk.format("POST", path, headers, string.format(body, email))
end

function response(status)
  if status == 201 then accepted = accepted + 1 elseif status ~= 200 then refused = refused + 1 end
end

function done(summary, latency)
  local accepted, refused = 0, 0
  for _, thread in ipairs(threads) do
    accepted = accepted + thread:get("accepted")
    refused = refused + thread:get("refused")
  end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("figures %d %d %d %.1f %.3f %.3f %.3f", accepted, refused, errors,
    accepted * 1e6 / summary.duration, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
