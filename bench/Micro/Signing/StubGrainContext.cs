namespace Petitions.Bench.Micro.Signing;

/// <summary>The part of a grain context that SignerGrain uses, without a runtime: its id, and deactivation, which does nothing.</summary>
internal sealed class StubGrainContext(GrainId signer) : IGrainContext
{
    public GrainId GrainId => signer;

    public GrainReference GrainReference => throw NotSupported();

    public object? GrainInstance => null;

    public ActivationId ActivationId => throw NotSupported();

    public GrainAddress Address => throw NotSupported();

    public IServiceProvider ActivationServices => throw NotSupported();

    public IGrainLifecycle ObservableLifecycle => throw NotSupported();

    public IWorkItemScheduler Scheduler => throw NotSupported();

    public Task Deactivated => Task.CompletedTask;

    public object? GetTarget() => null;

    public object? GetComponent(Type componentType) => null;

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class => throw NotSupported();

    public void ReceiveMessage(object message) => throw NotSupported();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw NotSupported();

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
    }

    public void Rehydrate(IRehydrationContext context) => throw NotSupported();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw NotSupported();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    private static InvalidOperationException NotSupported() => new("This grain runs without a runtime.");
}
