namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    public partial class EntityStep<TEntity>
    {
        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2>() => ForEvents(typeof(TEvent1), typeof(TEvent2));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3>() => ForEvents(typeof(TEvent1), typeof(TEvent2), typeof(TEvent3));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4>() => ForEvents(typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5>() =>
            ForEvents(typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6>() =>
            ForEvents(typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7>() =>
            ForEvents(typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8>() =>
            ForEvents(typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10, TEvent11>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10), typeof(TEvent11));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10, TEvent11, TEvent12>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10), typeof(TEvent11), typeof(TEvent12));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10, TEvent11, TEvent12, TEvent13>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10), typeof(TEvent11), typeof(TEvent12), typeof(TEvent13));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10, TEvent11, TEvent12, TEvent13, TEvent14>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10), typeof(TEvent11), typeof(TEvent12), typeof(TEvent13), typeof(TEvent14));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10, TEvent11, TEvent12, TEvent13, TEvent14, TEvent15>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10), typeof(TEvent11), typeof(TEvent12), typeof(TEvent13), typeof(TEvent14), typeof(TEvent15));

        public EventsStep<TEntity> ForEvents<TEvent1, TEvent2, TEvent3, TEvent4, TEvent5, TEvent6, TEvent7, TEvent8, TEvent9, TEvent10, TEvent11, TEvent12, TEvent13, TEvent14, TEvent15, TEvent16>() =>
            ForEvents(
                typeof(TEvent1), typeof(TEvent2), typeof(TEvent3), typeof(TEvent4), typeof(TEvent5), typeof(TEvent6), typeof(TEvent7), typeof(TEvent8),
                typeof(TEvent9), typeof(TEvent10), typeof(TEvent11), typeof(TEvent12), typeof(TEvent13), typeof(TEvent14), typeof(TEvent15), typeof(TEvent16));
    }
}
