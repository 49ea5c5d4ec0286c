-- The Reporting API: 50 reports a request, as a site's visitor sends them: ten things wrong, each five times; a hundred such sites.
dofile("bench/load/report.lua")
local item = [[{"type":"csp-violation","age":%d,"url":"https://shop.example/products/shoes","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36","body":{"documentURL":"https://shop.example/products/shoes","blockedURL":"https://b%d.cdn.example/lib/widget.js","effectiveDirective":"script-src-elem","originalPolicy":"default-src 'self'; script-src 'self' https://static.shop.example; style-src 'self'; report-to picket","disposition":"enforce","sourceFile":"https://shop.example/js/app.js","lineNumber":14,"columnNumber":27,"statusCode":200,"referrer":"https://shop.example/","sample":""}}]]
local requests = {}

function init()
    math.randomseed(thread_number)
    for site = 1, 100 do
        local items = {}
        for i = 1, 50 do items[i] = string.format(item, i * 10, site * 10 + i % 10) end
        requests[site] = post("[" .. table.concat(items, ",") .. "]", "application/reports+json")
    end
end

function request() return requests[math.random(100)] end
