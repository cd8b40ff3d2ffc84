using JasperFx.Events.Projections;
using Marten.Engine.Hosting;
using Marten.Events.Projections;
using Marten.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Marten;

public static partial class MartenServiceCollectionExtensions
{
    /// <summary>Further configuration of the main store.</summary>
    public partial class MartenConfigurationExpression
    {
        private readonly StartupPlan _plan;

        internal MartenConfigurationExpression(IServiceCollection services, StartupPlan plan)
        {
            Services = services;
            _plan = plan;
        }

        public IServiceCollection Services { get; }

        public MartenConfigurationExpression UseLightweightSessions() => UseSessions(DocumentTracking.None);

        public MartenConfigurationExpression UseIdentitySessions() => UseSessions(DocumentTracking.IdentityOnly);

        public MartenConfigurationExpression UseDirtyTrackedSessions() => UseSessions(DocumentTracking.DirtyTracking);

        public MartenConfigurationExpression BuildSessionsWith<T>(ServiceLifetime lifetime = ServiceLifetime.Singleton) where T : class, ISessionFactory
        {
            Services.Replace(new ServiceDescriptor(typeof(ISessionFactory), typeof(T), lifetime));
            return this;
        }

        public MartenConfigurationExpression InitializeWith(params IInitialData[] data)
        {
            foreach (var item in data) _plan.InitialData.Add(_ => item);
            return this;
        }

        public MartenConfigurationExpression InitializeWith<T>() where T : class, IInitialData
        {
            Services.TryAddSingleton<T>();
            _plan.InitialData.Add(s => s.GetRequiredService<T>());
            return this;
        }

        public MartenConfigurationExpression ApplyAllDatabaseChangesOnStartup()
        {
            _plan.AppliesChanges = true;
            return this;
        }

        public MartenConfigurationExpression AssertDatabaseMatchesConfigurationOnStartup()
        {
            _plan.AssertsDatabase = true;
            return this;
        }

        /// <summary>Takes the data source from the container.</summary>
        public MartenConfigurationExpression UseNpgsqlDataSource(object? serviceKey = null)
        {
            Services.ConfigureMarten((services, options) => options.Connection(serviceKey is null
                ? services.GetRequiredService<NpgsqlDataSource>()
                : services.GetRequiredKeyedService<NpgsqlDataSource>(serviceKey)));
            return this;
        }

        /// <summary>Adds a projection that the container builds: once if it is a singleton, otherwise in a scope of its own for every page of events.</summary>
        public MartenConfigurationExpression AddProjectionWithServices<T>(ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure = null)
            where T : class, IMartenRegistrable
        {
            Services.AddProjectionWithServices<T>(lifecycle, lifetime, configure);
            return this;
        }

        public MartenConfigurationExpression AddProjectionWithServices<T>(ProjectionLifecycle lifecycle, ServiceLifetime lifetime, string projectionName)
            where T : class, IMartenRegistrable => AddProjectionWithServices<T>(lifecycle, lifetime, p => p.Name = projectionName);

        private MartenConfigurationExpression UseSessions(DocumentTracking tracking)
        {
            Services.Replace(ServiceDescriptor.Singleton<ISessionFactory>(s => new DefaultSessionFactory(s.GetRequiredService<IDocumentStore>(), tracking)));
            return this;
        }
    }
}
