namespace AdvancedAlchemy; internal static class Placeholder;
