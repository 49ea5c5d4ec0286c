dofile("bench/load/report.lua")
local the_request

function init() the_request = post(report_of("h0")) end

function request() return the_request end
