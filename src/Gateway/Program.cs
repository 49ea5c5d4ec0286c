// Settings come from appsettings.json, the environment, and arguments such as --Picket:Port=80.
return await Picket.Gateway.Host.RunAsync(new ConfigurationBuilder().AddCommandLine(args).Build().AsEnumerable().ToDictionary());
