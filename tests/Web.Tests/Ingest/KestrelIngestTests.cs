namespace Picket.Web.Tests.Ingest;

// The contract, held to by the host alone.
public sealed class KestrelKeyTests(KestrelIngestHost host) : KeyContract(host), IClassFixture<KestrelIngestHost>;

public sealed class KestrelPathTests(KestrelIngestHost host) : PathContract(host), IClassFixture<KestrelIngestHost>;

public sealed class KestrelAnswerTests(KestrelIngestHost host) : AnswerContract(host), IClassFixture<KestrelIngestHost>;

public sealed class KestrelBodyTests(KestrelIngestHost host) : BodyContract(host), IClassFixture<KestrelIngestHost>;

public sealed class KestrelQueryTests(KestrelIngestHost host) : QueryContract(host), IClassFixture<KestrelIngestHost>;

public sealed class KestrelWireTests(KestrelIngestHost host) : WireContract(host), IClassFixture<KestrelIngestHost>;

public sealed class KestrelHostileTests(KestrelIngestHost host) : HostileContract(host), IClassFixture<KestrelIngestHost>;
