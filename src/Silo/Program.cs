using Picket.Silo;
using Picket.Site;
using Picket.Site.Commands;

if (args is [var command, ..] && ToolCommands.Names.Contains(command))
{
    return await ToolCommands.RunAsync(args);
}

// Settings come from appsettings.json, the environment, and arguments such as --Picket:SiloPort=11112; two have short names.
var names = new Dictionary<string, string> { ["--port"] = "Picket:Port", ["--data"] = "Picket:Data" };
var arguments = new ConfigurationBuilder().AddCommandLine(args, names).Build().AsEnumerable().ToDictionary();

// A stop may take 30 s: requests in flight are answered, grains move on, the silo says goodbye, and the ledger is last.
return await HostRun.RunAsync(arguments, new HostKind<SiloOptions>("picket-silo", TimeSpan.FromSeconds(20), Cluster.Compose));
