namespace Petitions.Bench.Micro.Signing;

/// <summary>What the code of a signer needs of the runtime when there is none: to know who it is, and to be sent away.</summary>
internal sealed class StubGrainContext(GrainId signer) : IGrainContext
{
    public GrainId GrainId => signer;

    public GrainReference GrainReference => throw Absent();

    public object? GrainInstance => null;

    public ActivationId ActivationId => throw Absent();

    public GrainAddress Address => throw Absent();

    public IServiceProvider ActivationServices => throw Absent();

    public IGrainLifecycle ObservableLifecycle => throw Absent();

    public IWorkItemScheduler Scheduler => throw Absent();

    public Task Deactivated => Task.CompletedTask;

    public object? GetTarget() => null;

    public object? GetComponent(Type componentType) => null;

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class => throw Absent();

    public void ReceiveMessage(object message) => throw Absent();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw Absent();

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
    }

    public void Rehydrate(IRehydrationContext context) => throw Absent();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw Absent();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    private static InvalidOperationException Absent() => new("There is no runtime around this signer.");
}
