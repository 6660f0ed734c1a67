-- wrk script: reads URL's path again and again, with If-None-Match when IF_NONE_MATCH is set; any answer but EXPECT is an error.
-- Prints one line of figures that ReadingLoad.cs reads: answers, others or none, answers/s, p50 and p99 in ms.
local expected = tonumber(os.getenv("EXPECT") or "200")
local tag = os.getenv("IF_NONE_MATCH")
local threads = {}

function setup(thread) table.insert(threads, thread) end

local asked
local function prepare()
  if tag and tag ~= "" then wrk.headers["If-None-Match"] = tag end
  asked = wrk.format()
end

function init()
  good, others = 0, 0
  prepare()
end

function request() return asked end

function response(status, headers)
  if status == expected then
    good = good + 1
    return
  end
  others = others + 1
  -- The tag moves with the pace at which clients shall ask again, which moves with load; a client goes on with the new one.
  if status ~= 200 then return end
  for name, value in pairs(headers) do
    if name:lower() == "etag" then tag = value end
  end
  prepare()
end

function done(summary, latency)
  local answers, wrong = 0, 0
  for _, thread in ipairs(threads) do
    answers = answers + thread:get("good")
    wrong = wrong + thread:get("others")
  end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("figures %d %d %.1f %.3f %.3f", answers, wrong + errors, answers * 1e6 / summary.duration,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
