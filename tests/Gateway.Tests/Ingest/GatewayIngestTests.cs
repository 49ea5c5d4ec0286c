using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests.Ingest;

// The contract of ingest, held to by a gateway as by the host alone.
public sealed class GatewayKeyTests(GatewayIngestHost host) : KeyContract(host), IClassFixture<GatewayIngestHost>;

public sealed class GatewayPathTests(GatewayIngestHost host) : PathContract(host), IClassFixture<GatewayIngestHost>;

public sealed class GatewayAnswerTests(GatewayIngestHost host) : AnswerContract(host), IClassFixture<GatewayIngestHost>;

public sealed class GatewayBodyTests(GatewayIngestHost host) : BodyContract(host), IClassFixture<GatewayIngestHost>;

public sealed class GatewayQueryTests(GatewayIngestHost host) : QueryContract(host), IClassFixture<GatewayIngestHost>;

public sealed class GatewayWireTests(GatewayIngestHost host) : WireContract(host), IClassFixture<GatewayIngestHost>;

public sealed class GatewayHostileTests(GatewayIngestHost host) : HostileContract(host), IClassFixture<GatewayIngestHost>;
