using JasperFx.Events.Projections;
using Marten.Engine.Hosting;
using Marten.Events.Projections;
using Marten.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marten;

public static partial class MartenServiceCollectionExtensions
{
    /// <summary>Further configuration of an ancillary store.</summary>
    public partial class MartenStoreExpression<T>(IServiceCollection services) where T : class, IDocumentStore
    {
        public IServiceCollection Services { get; } = services;

        internal StartupPlan Plan { get; } = new();

        public MartenStoreExpression<T> UseLightweightSessions() => UseSessions(DocumentTracking.None);

        public MartenStoreExpression<T> UseIdentitySessions() => UseSessions(DocumentTracking.IdentityOnly);

        public MartenStoreExpression<T> UseDirtyTrackedSessions() => UseSessions(DocumentTracking.DirtyTracking);

        public MartenStoreExpression<T> BuildSessionsWith<TFactory>(ServiceLifetime lifetime = ServiceLifetime.Singleton) where TFactory : class, ISessionFactory
        {
            RemoveFactory();
            Services.Add(new ServiceDescriptor(typeof(ISessionFactory), typeof(T), typeof(TFactory), lifetime));
            return this;
        }

        public MartenStoreExpression<T> InitializeWith(params IInitialData[] data)
        {
            foreach (var item in data) Plan.InitialData.Add(_ => item);
            return this;
        }

        public MartenStoreExpression<T> InitializeWith<TData>() where TData : class, IInitialData
        {
            Services.TryAddSingleton<TData>();
            Plan.InitialData.Add(s => s.GetRequiredService<TData>());
            return this;
        }

        public MartenStoreExpression<T> ApplyAllDatabaseChangesOnStartup()
        {
            Plan.AppliesChanges = true;
            return this;
        }

        /// <summary>Adds a projection that the container builds: once if it is a singleton, otherwise in a scope of its own for every page of events.</summary>
        public MartenStoreExpression<T> AddProjectionWithServices<TProjection>(
            ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure = null) where TProjection : class, IMartenRegistrable
        {
            Services.AddProjectionWithServices<TProjection, T>(lifecycle, lifetime, configure);
            return this;
        }

        private MartenStoreExpression<T> UseSessions(DocumentTracking tracking)
        {
            RemoveFactory();
            Services.AddKeyedSingleton<ISessionFactory>(typeof(T), (s, _) => new DefaultSessionFactory(s.GetRequiredService<T>(), tracking));
            return this;
        }

        private void RemoveFactory()
        {
            foreach (var factory in Services.Where(d => d.IsKeyedService && d.ServiceType == typeof(ISessionFactory) && Equals(d.ServiceKey, typeof(T))).ToArray())
            {
                Services.Remove(factory);
            }
        }
    }
}
