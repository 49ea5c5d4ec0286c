-- What all loads share: a 700-byte CSP report, and a last line that bench/run reads.

local report = [[{"csp-report":{"document-uri":"https://shop.example/products/shoes","referrer":"https://shop.example/","violated-directive":"script-src-elem","effective-directive":"script-src-elem","original-policy":"default-src 'self'; script-src 'self' https://static.shop.example; style-src 'self'; report-uri /r","disposition":"enforce","blocked-uri":"https://%s.cdn.example/lib/widget.js","line-number":14,"column-number":27,"source-file":"https://shop.example/js/app.js","status-code":200,"script-sample":"","pad":"%s"}}]]

function report_of(host)
    return string.format(report, host, string.rep("x", math.max(0, 700 - #report - #host + 4)))
end

function post(body, content_type)
    return wrk.format("POST", nil, {
        ["Content-Type"] = content_type or "application/csp-report",
        ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
    }, body)
end

local threads = 0

-- Each thread gets a number, so that it can make hosts of its own.
function setup(thread)
    threads = threads + 1
    thread:set("thread_number", threads)
end

function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format("requests=%d failed=%d seconds=%.3f\n", summary.requests, e.status + e.connect + e.read + e.write + e.timeout, summary.duration / 1e6))
end
