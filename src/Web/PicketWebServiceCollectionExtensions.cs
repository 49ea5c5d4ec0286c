using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Accounts.Mail;
using Picket.Web.Accounts.Settings;
using Picket.Web.Api.Issues;
using Picket.Web.Api.OpenApi;
using Picket.Web.Api.Tenants;
using Picket.Web.Dashboard;
using Picket.Web.Dashboard.Live;
using Picket.Web.Dashboard.Streams;
using Picket.Web.Dashboard.Views;
using Picket.Web.Doctor;
using Picket.Web.Ingest;
using Picket.Web.Installations;

namespace Picket.Web;

/// <summary>Composes HTTP.</summary>
public static class PicketWebServiceCollectionExtensions
{
    /// <summary>
    /// Registers what ingest, API, sign-in and dashboard need. The host brings <c>IIntake</c>, <c>BodyBudget</c>, <c>ClientIdentity</c>, <c>ClientAgents</c>, <c>TimeProvider</c> and Storage.
    /// </summary>
    public static IServiceCollection AddPicketWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPicketIngest(configuration);
        services.TryAddSingleton<IReportReceiver, LocalReceiver>();
        AddDashboard(services, configuration);
        return services;
    }

    /// <summary>Registers what ingest alone needs. The host brings <see cref="IReportReceiver"/> and <c>BodyBudget</c>.</summary>
    public static IServiceCollection AddPicketIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebOptions>, WebOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IngestFailures>();
        return services;
    }

    private static void AddAccounts(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateDataAnnotations();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<Confirmations>();
        services.AddScoped<Passwords>();
        services.AddScoped<NewAccounts>();
        services.AddScoped<AccountPages>();
        services.AddSingleton<IPasswordHasher<User>>(PasswordRules.Hasher);
        services.AddSingleton<IPasswordValidator<User>, PasswordRules>();
        services.AddIdentityCore<User>(options =>
        {
            options.User.AllowedUserNameCharacters = ""; // Names are addresses, which EmailAddress checks.
            options.Lockout.MaxFailedAccessAttempts = 10;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddTokenProvider<AuthenticatorTokenProvider<User>>(TokenOptions.DefaultAuthenticatorProvider);
    }

    private static void AddDashboard(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AssetCatalog>();
        services.AddSingleton<ReportUris>();
        services.AddSingleton<IssueDesk>();
        services.TryAddSingleton(FetchRules.Internet);
        services.AddSingleton<PublicPages>();
        services.AddSingleton<HeaderDesk>();
        services.AddSingleton<StreamDesk>();
        services.AddSingleton<SearchValues>();
        services.AddSingleton<IssueReader>();
        services.AddSingleton<ProjectsReader>();
        services.AddSingleton(provider =>
        {
            var issues = provider.GetRequiredService<IssueQueries>();
            return new LiveHub(
                (place, cancellation) => place.Project is { } project ? issues.StampAsync(project, cancellation) : issues.StampAsync(place.Organization!.Value, cancellation),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IOptions<WebOptions>>().Value.MaxListeners,
                provider.GetRequiredService<ILogger<LiveHub>>(),
                provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        });
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateDataAnnotations();
        services.TryAddSingleton<SmtpMailer>();
        services.TryAddSingleton<IMailer>(provider => provider.GetRequiredService<SmtpMailer>());
        services.AddHostedService(provider => provider.GetRequiredService<SmtpMailer>());
        services.AddSingleton<QuotaMails>();
        services.AddHostedService(provider => provider.GetRequiredService<QuotaMails>());
        services.AddSingleton<Invitations>();
        services.AddSingleton<MemberChanges>();
        services.AddSingleton<OrganizationPages>();
        services.AddSingleton<ProjectPages>();
        services.AddSingleton<KeyPages>();
        services.AddSingleton<FilterChanges>();
        services.AddSingleton<InstallationPages>();
        AddAccounts(services, configuration);
        services.AddRouting();
        services.AddApiDescription();
        services.AddRazorComponents();
        // Its keys are Storage's. They lie in the database as they are: whoever reads it has what sessions protect already.
        services.AddDataProtection().SetApplicationName("picket");
        services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new NullXmlEncryptor());
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<WebOptions>>(static (options, web) =>
        {
            var secure = web.Value.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
            options.HeaderName = "X-CSRFToken"; // Sentry's.
            options.Cookie.Name = secure ? "__Host-picket-form" : "picket-form";
            options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Path = "/";
        });
    }
}
