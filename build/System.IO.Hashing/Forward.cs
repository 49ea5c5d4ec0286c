// Without a use of it the compiler would drop the reference, and the assembly would be missing beside the program.
[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(System.IO.Hashing.XxHash64))]
