using Picket.Silo;
using Picket.Site;

// Settings come from appsettings.json, the environment, and arguments such as --Picket:SiloPort=11112.
var arguments = new ConfigurationBuilder().AddCommandLine(args).Build().AsEnumerable().ToDictionary();

// A stop may take 30 s: requests in flight are answered, grains move on, the silo says goodbye, and the ledger is last.
return await HostRun.RunAsync(arguments, new HostKind<SiloOptions>("picket-silo", TimeSpan.FromSeconds(20), Cluster.Compose));
