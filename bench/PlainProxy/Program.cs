using Yarp.ReverseProxy.Configuration;

// Forwards everything to its only argument. Prints its address.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "all", ClusterId = "one", Match = new() { Path = "{**path}" } }],
    [new ClusterConfig { ClusterId = "one", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = args[0] } } }]);
var app = builder.Build();
app.MapReverseProxy();
await app.StartAsync();
Console.WriteLine($"proxy: {app.Urls.Single()}/");
await app.WaitForShutdownAsync();
