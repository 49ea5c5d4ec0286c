-- What a cluster of silos keeps here: who its members are, and grain state. Orleans' ADO.NET providers read the texts of OrleansQuery by key when they start and run
-- them with named parameters; the tables behind are ours. Only silos use any of it.

create table OrleansQuery (
    QueryKey    varchar(64) primary key,
    QueryText   varchar(8000) not null
);

-- One row per cluster: every change of membership takes the next version, so of two that start from the same one, one loses.
create table cluster_versions (
    deployment  text primary key,
    version     integer not null default 0,
    changed_at  timestamptz not null default now()
);

-- One row per silo process: its address, port and generation (when it started).
create table cluster_silos (
    deployment      text not null,
    address         text not null,
    port            integer not null,
    generation      integer not null,
    silo_name       text not null,
    host_name       text not null,
    status          integer not null,       -- Orleans' SiloStatus; 3 is active
    proxy_port      integer,
    suspect_times   text,
    started_at      timestamptz not null,
    alive_at        timestamptz not null,
    primary key (deployment, address, port, generation)
);

create table grain_state (
    id_hash     integer not null,
    id_n0       bigint not null,
    id_n1       bigint not null,
    type_hash   integer not null,
    type_name   text not null,
    extension   text,
    service     text not null,
    payload     bytea,                      -- null once it is cleared
    modified_at timestamptz not null default now(),
    version     integer not null,
    unique nulls not distinct (id_hash, type_hash, id_n0, id_n1, type_name, extension, service)
) with (fillfactor = 70);

insert into OrleansQuery (QueryKey, QueryText) values
('UpdateIAmAlivetimeKey', $q$
    update cluster_silos set alive_at = @IAmAliveTime
    where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$q$),
('InsertMembershipVersionKey', $q$
    with made as (insert into cluster_versions (deployment) values (@DeploymentId) on conflict do nothing returning 1)
    select count(*)::integer from made
$q$),
('InsertMembershipKey', $q$
    with bumped as (
        update cluster_versions set version = version + 1, changed_at = now()
        where deployment = @DeploymentId and version = @Version and not exists (
            select from cluster_silos where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning 1),
    joined as (
        insert into cluster_silos (deployment, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
        select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from bumped
        returning 1)
    select count(*)::integer from joined
$q$),
('UpdateMembershipKey', $q$
    with bumped as (
        update cluster_versions set version = version + 1, changed_at = now()
        where deployment = @DeploymentId and version = @Version and exists (
            select from cluster_silos where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning 1),
    changed as (
        update cluster_silos set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation and exists (select from bumped)
        returning 1)
    select count(*)::integer from changed
$q$),
('MembershipReadRowKey', $q$
    select v.deployment as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.silo_name as SiloName, s.host_name as HostName,
        s.status as Status, s.proxy_port as ProxyPort, s.suspect_times as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, v.version as Version
    from cluster_versions v
    left join cluster_silos s on s.deployment = v.deployment and s.address = @Address and s.port = @Port and s.generation = @Generation
    where v.deployment = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    select v.deployment as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.silo_name as SiloName, s.host_name as HostName,
        s.status as Status, s.proxy_port as ProxyPort, s.suspect_times as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, v.version as Version
    from cluster_versions v
    left join cluster_silos s on s.deployment = v.deployment
    where v.deployment = @DeploymentId
$q$),
('DeleteMembershipTableEntriesKey', $q$
    with gone as (delete from cluster_silos where deployment = @DeploymentId)
    delete from cluster_versions where deployment = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
    select address as Address, proxy_port as ProxyPort, generation as Generation from cluster_silos
    where deployment = @DeploymentId and status = @Status and proxy_port > 0
$q$),
('CleanupDefunctSiloEntriesKey', $q$
    delete from cluster_silos where deployment = @DeploymentId and alive_at < @IAmAliveTime and status <> 3
$q$),
('WriteToStorageKey', $q$
    with made as (
        insert into grain_state (id_hash, id_n0, id_n1, type_hash, type_name, extension, service, payload, version)
        select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, 1
        where @GrainStateVersion::integer is null
        on conflict do nothing
        returning version),
    changed as (
        update grain_state set payload = @PayloadBinary, modified_at = now(), version = version + 1
        where id_hash = @GrainIdHash and type_hash = @GrainTypeHash and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1 and type_name = @GrainTypeString
            and extension is not distinct from @GrainIdExtensionString and service = @ServiceId and version = @GrainStateVersion::integer
        returning version)
    select coalesce((select version from made), (select version from changed), @GrainStateVersion::integer) as NewGrainStateVersion
$q$),
('ReadFromStorageKey', $q$
    select payload as PayloadBinary, now() at time zone 'utc', version as Version from grain_state
    where id_hash = @GrainIdHash and type_hash = @GrainTypeHash and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1 and type_name = @GrainTypeString
        and extension is not distinct from @GrainIdExtensionString and service = @ServiceId
$q$),
('ClearStorageKey', $q$
    with changed as (
        update grain_state set payload = null, modified_at = now(), version = version + 1
        where id_hash = @GrainIdHash and type_hash = @GrainTypeHash and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1 and type_name = @GrainTypeString
            and extension is not distinct from @GrainIdExtensionString and service = @ServiceId and version = @GrainStateVersion::integer
        returning version)
    select coalesce((select version from changed), @GrainStateVersion::integer) as NewGrainStateVersion
$q$),
('DeleteStorageKey', $q$
    with gone as (
        delete from grain_state
        where id_hash = @GrainIdHash and type_hash = @GrainTypeHash and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1 and type_name = @GrainTypeString
            and extension is not distinct from @GrainIdExtensionString and service = @ServiceId and version = @GrainStateVersion::integer
        returning version)
    select coalesce((select version + 1 from gone), @GrainStateVersion::integer) as NewGrainStateVersion
$q$);
