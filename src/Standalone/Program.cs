using Picket.Standalone;

return await CommandLine.RunAsync(args);
