# PGXS build: make, make install, make installcheck. WERROR=1 makes warnings errors, CXX=clang++ another compiler.
EXTENSION = nova_fkindex
MODULE_big = nova_fkindex
DATA = sql/nova_fkindex--1.0.sql
# Where the sources are: VPATH=... builds from another directory, as packages do for each major version.
TREE := $(patsubst %/,%,$(or $(VPATH),$(dir $(firstword $(MAKEFILE_LIST)))))
SOURCES := $(sort $(patsubst $(TREE)/%,%,$(wildcard $(TREE)/src/*/*.cpp)))
OBJS = $(SOURCES:.cpp=.o)
REGRESS = $(sort $(filter-out nova_fkindex--%,$(patsubst $(TREE)/sql/%.sql,%,$(wildcard $(TREE)/sql/*.sql))))
REGRESS_OPTS = --load-extension=nova_fkindex
ISOLATION = $(sort $(patsubst $(TREE)/test/isolation/specs/%.spec,%,$(wildcard $(TREE)/test/isolation/specs/*.spec)))
ISOLATION_OPTS = --inputdir=$(TREE)/test/isolation --load-extension=nova_fkindex
EXTRA_CLEAN = $(SOURCES:.cpp=.d) test/isolation/output_iso output_iso

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
# Bitcode of C++ doubles the build time, and the server's JIT inlines nothing of it.
override with_llvm = no
include $(PGXS)

# PGXS passes on the warning options of the compiler that built the server. The server's walkers of trees take
# callbacks of other types than they call.
CLANG_FLAGS := -Wno-unknown-warning-option -Wno-ignored-optimization-argument \
	-Wno-missing-designated-field-initializers -Wno-cast-function-type-strict
SERVER_INCLUDES := -isystem $(shell $(PG_CONFIG) --includedir-server)
# The same bytes wherever it is built: no directory of the builder's ends up in the library.
PREFIX_MAPS ?= -ffile-prefix-map=$(abspath $(TREE))=. -ffile-prefix-map=$(CURDIR)=. \
	$(if $(filter-out .,$(TREE)),-ffile-prefix-map=$(TREE)=.)
PROJECT_FLAGS := -std=c++20 -Wall -Wextra -Wshadow $(if $(WERROR),-Werror) $(PREFIX_MAPS) \
	$(if $(findstring clang,$(CXX)),$(CLANG_FLAGS))
PURE_LAYERS := src/model/%.o src/rules/%.o src/render/%.o

SHLIB_LINK += -lstdc++ -Wl,--version-script=$(TREE)/src/exports.map
$(shlib): src/exports.map

# The wall: model, rules and render compile without the server's include path.
%.o: %.cpp
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS) $(PROJECT_FLAGS) $(CFLAGS_SL) -MMD -MP -I$(TREE)/src \
		$(if $(filter $(PURE_LAYERS),$@),,$(SERVER_INCLUDES)) -D_GNU_SOURCE -c -o $@ $<

# Tests make unindexed keys on purpose: those of the guard switch it on themselves.
installcheck: export PGOPTIONS := -c nova_fkindex.guard=off $(PGOPTIONS)

-include $(OBJS:.o=.d)
