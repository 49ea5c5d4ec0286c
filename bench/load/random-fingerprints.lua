-- 10,000 fingerprints at random.
dofile("bench/load/report.lua")
local requests = {}

function init()
    math.randomseed(thread_number)
    for i = 1, 10000 do requests[i] = post(report_of("h" .. i)) end
end

function request() return requests[math.random(10000)] end
