using Picket.Standalone;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
