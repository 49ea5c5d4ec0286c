using Picket.Silo;
using Picket.Site;

var names = new Dictionary<string, string> { ["--port"] = "Picket:Port", ["--data"] = "Picket:Data" };
var arguments = new ConfigurationBuilder().AddCommandLine(args, names).Build().AsEnumerable().ToDictionary();
return await HostRun.RunAsync(arguments, new HostKind<SiloOptions>("picket-silo", TimeSpan.FromSeconds(20), (builder, settings) =>
{
    Cluster.Compose(builder, settings);
    builder.Services.AddHostedService<Caller>();
}));
