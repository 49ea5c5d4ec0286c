// A bare Kestrel endpoint: reads the whole body and answers 204. Prints its address.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();
app.Run(async context =>
{
    var body = context.Request.BodyReader;
    while (true)
    {
        var read = await body.ReadAsync(context.RequestAborted);
        body.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
        {
            break;
        }
    }

    context.Response.StatusCode = StatusCodes.Status204NoContent;
});
await app.StartAsync();
Console.WriteLine($"floor: {app.Urls.Single()}/");
await app.WaitForShutdownAsync();
