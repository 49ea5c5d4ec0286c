using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Ledger;
using Picket.Storage.Accounts;
using Picket.Storage.Allowances;
using Picket.Storage.Canary;
using Picket.Storage.Housekeeping;
using Picket.Storage.Ledger;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Storage.State;
using Picket.Storage.Tenants;

namespace Picket.Storage;

/// <summary>Composes storage.</summary>
public static class PicketStorageServiceCollectionExtensions
{
    /// <summary>Registers Ingestion's ports, queries, accounts and background work over <paramref name="store"/>.</summary>
    public static IServiceCollection AddPicketStorage(this IServiceCollection services, Store store)
    {
        services.AddSingleton(store);
        services.AddSingleton<IProjectDirectory>(store.Directory);
        services.AddSingleton<ICommitWriter>(store.CommitWriter);
        services.AddSingleton<IKnownIssues, PostgresKnownIssues>();
        services.AddSingleton<IAllowanceStore, PostgresAllowances>();
        services.AddSingleton<ILedgerEvents, LedgerLog>();
        services.AddSingleton<OrganizationQueries>();
        services.AddSingleton<ProjectQueries>();
        services.AddSingleton<IssueQueries>();
        services.AddSingleton<FilterQueries>();
        services.AddSingleton<FilterTrials>();
        services.AddSingleton<InventoryQueries>();
        services.AddSingleton<InstallationQueries>();
        services.AddSingleton<StreamQueries>();
        services.AddSingleton<ProjectFigureQueries>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<NoiseOverrules>();
        services.AddSingleton<EventQueries>();
        services.AddSingleton<OutcomeQueries>();
        services.AddSingleton<ExportQueries>();
        services.AddSingleton<SearchInstruments>();
        services.AddSingleton<IssueSearches>();
        services.AddSingleton<IssueStandings>();
        services.AddSingleton<IssueActions>();
        services.AddSingleton<ICallers, Callers>();
        services.AddSingleton<ISessions, SessionStore>();
        services.AddSingleton<LinkStore>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<IUserStore<User>>(provider => provider.GetRequiredService<UserStore>());
        services.AddSingleton<Memberships>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<OrganizationStore>();
        services.AddSingleton<ProjectStore>();
        services.AddSingleton<KeyStore>();
        services.AddSingleton<MemberStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<UsageQueries>();
        services.AddSingleton<QuotaNotices>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(store)));
        services.AddSingleton<CanaryStore>();
        services.AddSingleton(provider => new HousekeepingInstruments(provider.GetRequiredService<IMeterFactory>().Create(HousekeepingInstruments.MeterName), store.Calendar, store.Time));
        services.AddHostedService<DirectoryPoll>();
        services.AddHostedService<HousekeepingService>();
        return services;
    }
}
