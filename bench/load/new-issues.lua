-- Every report is a new issue. The run's own start time keeps it apart from earlier runs on the same data.
dofile("bench/load/report.lua")
local count = 0
local prefix

function init() prefix = "n" .. os.time() .. "-" .. thread_number .. "-" end

function request()
    count = count + 1
    return post(report_of(prefix .. count))
end
